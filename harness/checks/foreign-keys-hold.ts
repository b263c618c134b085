import type { Check } from '../model/check.ts';
import type { Queryable } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { ForeignKey, Table } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import type { State } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { count, FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';
import { refusal } from './parts/refusal.ts';
import { isUnresolvedKey } from './parts/unresolvedKey.ts';

/** No row points at a parent that is not there, and no foreign key at a parent that cannot be one. */
export const foreignKeysHold: Check = {
  id: 'foreign-keys-hold',
  summary: 'No row is without its parent, and every foreign key refers to a key that exists.',

  async run({ step }) {
    const { forward, before, migration } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const after = await newFaults(before, step.settled ?? forward.state);
    const restored = (await step.restored())?.state ?? null;
    const back = restored === null ? [] : await newFaults(before, restored);
    const keys = (await forward.state.schema()).tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0);
    if (keys + back.length === 0) return skip('no table has a foreign key');
    return tried(keys, [
      ...after.map((fault) => fault.finding(migration.forward, 'after the migration')),
      ...back.map((fault) => fault.finding(migration.rollback ?? migration.forward, 'after the rollback')),
    ]);
  },
};

/** Something wrong with a foreign key, or with the rows that it refers from. */
export interface KeyFault {
  /** The same fault in two states has the same id. */
  readonly id: string;
  finding(script: Script, moment: string): Finding;
}

/** A foreign key of a table that refers to nothing that could be a key. */
export interface BrokenKey extends KeyFault {
  readonly table: string;
}

/** Faults that a state has and the one before the step has not; only a table that differs, or a child of one, can have them. */
async function newFaults(before: State, now: State): Promise<readonly KeyFault[]> {
  const tables = await affectedTables(before, now);
  const found = await faultsIn(now, tables);
  if (found.length === 0) return found;
  const names = new Set(tables.map(({ name }) => name));
  const old = (await before.schema()).tables.filter(({ name }) => names.has(name));
  const known = new Set((await faultsIn(before, old)).map(({ id }) => id));
  return found.filter(({ id }) => !known.has(id));
}

async function affectedTables(before: State, now: State): Promise<readonly Table[]> {
  const then = new Map((await before.schema()).tables.map((table) => [table.name, table]));
  const rows = { before: (await before.data()).tables, now: (await now.data()).tables };
  const { tables } = await now.schema();
  const names = new Set(tables.map(({ name }) => name.toLowerCase()));
  const differs = (table: Table): boolean => {
    const old = then.get(table.name);
    return (
      old === undefined ||
      definitionOf(old) !== definitionOf(table) ||
      rows.before.get(table.name) !== rows.now.get(table.name)
    );
  };
  const changed = new Set(tables.filter(differs).map(({ name }) => name.toLowerCase()));
  const isChild = ({ parent }: ForeignKey): boolean =>
    changed.has(parent.toLowerCase()) || !names.has(parent.toLowerCase());
  return tables.filter(({ name, foreignKeys }) =>
    foreignKeys.some((key) => changed.has(name.toLowerCase()) || isChild(key)),
  );
}

/** What decides whether a table's keys, or keys that refer to it, can be resolved. */
function definitionOf({ sql, indexes }: Table): string {
  return [sql, ...indexes.map((index) => index.sql)].join('\n');
}

async function faultsIn({ engine }: State, tables: readonly Table[]): Promise<readonly KeyFault[]> {
  const broken = await brokenKeys(engine, tables);
  const malformed = new Set(broken.map(({ table }) => table));
  const whole = tables.filter(({ name }) => !malformed.has(name));
  return [...broken, ...(await orphans(engine, whole))];
}

/** PRAGMA foreign_key_check throws for a table whose key is malformed, so it is asked about the others one by one. */
async function orphans(engine: Queryable, tables: readonly Table[]): Promise<readonly KeyFault[]> {
  const rows = await Promise.all(tables.map(({ name }) => engine.query(ORPHANS, [name])));
  return rows.flat().map(([table, parent, amount]) => ({
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

const ORPHANS = 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check(?) GROUP BY 1, 2 ORDER BY 1, 2';

/** Keys that cannot be resolved. Compiling an INSERT makes SQLite resolve every foreign key of the table, and name the one that it cannot. */
export async function brokenKeys(engine: Queryable, tables: readonly Table[]): Promise<readonly BrokenKey[]> {
  const refusals = await Promise.all(
    tables.map(({ name }) => refusal(engine, `EXPLAIN INSERT INTO ${quoteIdentifier(name)} DEFAULT VALUES`)),
  );
  const faults: BrokenKey[] = [];
  for (const [at, table] of tables.entries()) {
    const refused = refusals[at];
    if (refused == null || !isUnresolvedKey(refused)) continue;
    const { message } = refused;
    faults.push({
      table: table.name,
      id: `broken ${table.name} ${message}`,
      finding: (script, moment) => ({
        severity: 'error',
        object: `table ${table.name}`,
        message: `a foreign key of table ${table.name} cannot be resolved ${moment}: ${message}`,
        why: 'The table cannot be written any more: every INSERT fails, and so does DELETE on the parent.',
        fix: 'Let the key refer to a table that exists, and there to a PRIMARY KEY or to columns with a UNIQUE index (not a partial one). ALTER TABLE … RENAME rewrites the keys that refer to the renamed table: rebuild under the final name.',
        location: locate(script, statementAbout(script.statements, table.name)),
        data: { message },
      }),
    });
  }
  return faults;
}
