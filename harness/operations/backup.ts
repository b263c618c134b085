import { renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import { UserError } from '../model/errors.ts';
import type { Backup } from '../model/operation.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { countRows, rowsIn } from './condition.ts';
import { integrityFaults } from './integrity.ts';
import { withCopy } from './withCopy.ts';

/** Where a backup goes. */
export interface BackupPlace {
  /** The database as it was named. */
  readonly database: string;
  /** null: beside the database. */
  readonly folder: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The step that is to be applied or taken back next. */
  readonly step: string;
  /** Of the process that writes it. */
  readonly pid: number;
}

/** What an unfinished backup's name ends in. */
export function unfinishedEnding(pid: number): string {
  return `.${pid}.unfinished`;
}

/** The name of a database's backups: sorted by it, they are sorted by time. */
export function backupName({ database, at, step }: Pick<BackupPlace, 'database' | 'at' | 'step'>): string {
  const stamp = at.replaceAll(/[-:]/g, '');
  return `${basename(database)}.${stamp}.before-${step.replaceAll(/[^\w.-]/g, '_')}.backup`;
}

/**
 * Copies a database and proves the copy sound: the file is whole, and schema and rows are those of the database. It has its
 * name only then. Throws `UserError`, also for a database that is damaged itself: nobody should change one like that.
 */
export async function backUp(
  source: SourceDatabase,
  place: BackupPlace,
  open: (path: string) => Promise<SourceDatabase>,
): Promise<Backup> {
  const path = join(place.folder ?? dirname(place.database), backupName(place));
  const unfinished = `${path}${unfinishedEnding(place.pid)}`;
  try {
    await source.copyTo(unfinished);
    const rows = await withCopy(unfinished, open, (copy) => prove(source, copy));
    renameSync(unfinished, path);
    return { path, bytes: statSync(path).size, rows };
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Answers with the number of rows. */
async function prove(source: SourceDatabase, copy: SourceDatabase): Promise<number> {
  const faults = await integrityFaults(copy, 'integrity_check');
  if (faults.length > 0) throw damaged(source.facts.path, faults);
  const schema = await readSchema(copy);
  const rows = await countRows(copy, schema);
  // A database that others write to meanwhile is another one by now, and the copy is whole.
  const isSame = await isStill(source, schema, rows);
  if (!isSame && !(await source.hasChanged())) throw new Error(`${copy.facts.path} is not what was copied`);
  return rowsIn({ rows });
}

async function isStill(
  source: SourceDatabase,
  schema: SchemaSnapshot,
  rows: ReadonlyMap<string, number>,
): Promise<boolean> {
  if ((await readSchema(source)).digest !== schema.digest) return false;
  const there = await countRows(source, schema);
  return [...rows].every(([name, count]) => there.get(name) === count);
}

/** The error for a database that SQLite finds fault with before anything is done to it. */
export function damaged(path: string, faults: readonly string[]): UserError {
  return new UserError('database-corrupt', `${path} is damaged, and is left as it is`, {
    why: faults.join('; '),
    fix: 'Restore it from a backup, or repair it first: REINDEX mends indexes, `sqlite3 DATABASE .recover` saves what can be read.',
  });
}
