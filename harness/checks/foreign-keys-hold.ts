import type { Check } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import type { State } from '../model/step.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { count, FORWARD_FAILED, locate, skip, tried } from './outcome.ts';

/** No row points at a parent that is not there, and no foreign key at a parent that cannot be one. */
export const foreignKeysHold: Check = {
  id: 'foreign-keys-hold',
  summary: 'No row is without its parent, and every foreign key refers to a key that exists.',

  async run({ step }) {
    const { forward, before, migration } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const known = new Set((await faultsIn(before)).map(({ id }) => id));
    const after = (await faultsIn(forward.state)).filter(({ id }) => !known.has(id));
    const restored = (await step.restored())?.state ?? null;
    const back = restored === null ? [] : (await faultsIn(restored)).filter(({ id }) => !known.has(id));
    const keys = (await forward.state.schema()).tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0);
    if (keys + back.length === 0) return skip('no table has a foreign key');
    return tried(keys, [
      ...after.map((fault) => fault.finding(migration.forward, 'after the migration')),
      ...back.map((fault) => fault.finding(migration.rollback ?? migration.forward, 'after the rollback')),
    ]);
  },
};

interface KeyFault {
  /** The same fault in two states has the same id. */
  readonly id: string;
  finding(script: Script, moment: string): Finding;
}

async function faultsIn({ engine, schema }: State): Promise<readonly KeyFault[]> {
  const snapshot = await schema();
  const broken = await brokenKeys(engine, snapshot);
  // PRAGMA foreign_key_check throws as soon as one key of the database is malformed.
  return broken.length > 0 ? broken : orphans(engine);
}

async function orphans(engine: Engine): Promise<readonly KeyFault[]> {
  const rows = await engine.query(
    'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2',
  );
  return rows.map(([table, parent, amount]) => ({
    id: `orphans ${String(table)} ${String(parent)}`,
    finding: (script, moment) => ({
      severity: 'error',
      object: `table ${String(table)}`,
      message: `${count(Number(amount), 'row')} of table ${String(table)} ${Number(amount) === 1 ? 'refers' : 'refer'} to rows of ${String(parent)} that are not there ${moment}`,
      why: 'integrity_check does not see rows without a parent; the next update of such a row fails.',
      fix: `List them: SELECT * FROM pragma_foreign_key_check(${`'${String(table)}'`}); and move or delete them in the script.`,
      location: locate(script),
      data: { parent, rows: Number(amount) },
    }),
  }));
}

/** Compiling an INSERT makes SQLite resolve every foreign key of the table, and name the one that it cannot. */
async function brokenKeys(engine: Engine, { tables }: SchemaSnapshot): Promise<readonly KeyFault[]> {
  const faults: KeyFault[] = [];
  for (const table of tables) {
    if (table.foreignKeys.length === 0) continue;
    const message = await refusal(engine, `EXPLAIN INSERT INTO ${quoteIdentifier(table.name)} DEFAULT VALUES`);
    if (message === null || !/foreign key mismatch|no such table/.test(message)) continue;
    faults.push({
      id: `broken ${table.name} ${message}`,
      finding: (script, moment) => ({
        severity: 'error',
        object: `table ${table.name}`,
        message: `a foreign key of table ${table.name} cannot be resolved ${moment}: ${message}`,
        why: 'The table cannot be written any more: every INSERT fails, and so does DELETE on the parent.',
        fix: 'Let the key refer to a table that exists, and there to a PRIMARY KEY or to columns with a UNIQUE index (not a partial one). ALTER TABLE … RENAME rewrites the keys that refer to the renamed table: rebuild under the final name.',
        location: locate(
          script,
          script.statements.find(({ text }) => text.toLowerCase().includes(table.name.toLowerCase())),
        ),
        data: { message },
      }),
    });
  }
  return faults;
}

async function refusal(engine: Engine, sql: string): Promise<string | null> {
  try {
    await engine.query(sql);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}
