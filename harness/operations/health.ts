import { readSchema } from '../inspect/schemaSnapshot.ts';
import { SqlError } from '../model/errors.ts';
import type { Health } from '../model/operation.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { LooseFinding } from '../model/report.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { withoutTables } from '../rehearsal/standing/withoutTables.ts';
import { brokenChecks } from './brokenChecks.ts';
import { countOrphans, countRows } from './condition.ts';
import { integrityFaults } from './integrity.ts';

/** What the folder of a database says its schema should be. */
export interface ExpectedSchema {
  /** null where it cannot be told. */
  readonly schema: SchemaSnapshot | null;
  readonly ledgerTables: readonly string[];
}

/** Examines a database without writing to it. `expected` is null where no folder was named. Throws `UserError`. */
export async function healthOf(source: SourceDatabase, expected: ExpectedSchema | null): Promise<Health> {
  const { bytes, pageSize, pageCount, journalMode, integrityCheck } = source.facts;
  const schema = withoutTables(await readSchema(source), expected?.ledgerTables ?? []);
  const faults = await integrityFaults(source, 'integrity_check');
  // What is damaged cannot be counted.
  const isWhole = faults.length === 0;
  const broken = isWhole ? await brokenChecks(source) : new Map<string, number>();
  const rows = isWhole ? await countRows(source, schema) : new Map<string, number>();
  const orphans = isWhole ? await countOrphans(source) : new Map<string, number>();
  return {
    bytes,
    pageSize,
    pageCount,
    freePages: await freePagesOf(source),
    journalMode,
    tables: [...rows].map(([name, count]) => ({ name, rows: count })),
    integrity: [...faults, ...[...broken].map(([what, count]) => `${what}: ${count}`)],
    integrityCheck,
    orphans: [...orphans].map(([where, count]) => ({ where, rows: count })),
    schemaDigest: schema.digest,
    ladderDigest: expected?.schema?.digest ?? null,
  };
}

/** D1 does not let everything be asked (https://developers.cloudflare.com/d1/sql-api/sql-statements/). */
async function freePagesOf(source: SourceDatabase): Promise<number | null> {
  try {
    return Number((await source.query('PRAGMA freelist_count'))[0]?.[0]);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}

/** What of it is wrong. */
export function healthFindings({ integrity, orphans }: Health): readonly LooseFinding[] {
  const damage = integrity.map((line) => finding('database-is-intact', 'database', line, DAMAGE));
  const lost = orphans.map(({ where, rows }) =>
    finding('foreign-keys-hold', where.split(' lacks ')[0] ?? '', `${where}: ${rows}`, ORPHANS),
  );
  return [...damage, ...lost];
}

const DAMAGE = {
  why: 'SQLite finds fault with the file itself: what is read from it may be wrong.',
  fix: 'Restore a backup. REINDEX mends an index that does not agree with its table; `sqlite3 DATABASE .recover` saves what can be read.',
};

const ORPHANS = {
  why: 'They were written with foreign keys off. A join does not find them, and nothing deletes them.',
  fix: 'PRAGMA foreign_key_check lists them: give them a parent, or delete them.',
};

function finding(
  check: string,
  object: string,
  message: string,
  advice: Pick<LooseFinding, 'why' | 'fix'>,
): LooseFinding {
  return { check, severity: 'error', object, message, ...advice, location: null, data: {} };
}
