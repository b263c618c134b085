import { destinationsOf, insertRows } from '../generate/storedRows.ts';
import { topologicalTables } from '../generate/topologicalTables.ts';
import { compareTables } from '../inspect/dataDifference.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import { type CarriedTable, carriedTables } from '../inspect/sameTable.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { DataSnapshot, StoredRow } from '../model/data.ts';
import type { Finding } from '../model/finding.ts';
import type { ScriptFacts, State, Step } from '../model/step.ts';
import {
  count,
  FORWARD_FAILED,
  failedStatement,
  locate,
  NO_ROLLBACK,
  ROLLBACK_FAILED,
  skip,
  tried,
} from './outcome.ts';

/** What was written under the new schema is kept by the rollback wherever the old schema can hold it. */
export const newRowsSurviveRollback: Check = {
  id: 'new-rows-survive-rollback',
  summary: 'Rows written after the step are kept by the rollback wherever the old schema can hold them.',

  async run(context) {
    const { step } = context;
    const { forward, migration, rollbackFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    if (migration.rollback === null || rollbackFacts === null) return skip(NO_ROLLBACK);
    if ((await step.restored())?.state === null) return skip(ROLLBACK_FAILED);
    const engine = await context.lived(forward.state);
    const schema = await forward.state.schema();
    const lived = await readData(engine, schema);
    const written = newRows(await forward.state.data(), lived);
    const cases = [...written.values()].reduce((sum, rows) => sum + rows.size, 0);
    if (cases === 0) return skip('no table takes rows after the step');
    const off = migration.rollback.directives.some(({ kind }) => kind === 'foreign-keys-off');
    const failure = await engine.apply(rollbackFacts.runnable, { foreignKeys: off ? 'off' : 'on' });
    if (failure !== null) return tried(cases, [stuck(step, failure.statement, failure.message)]);
    const after = await readSchema(engine);
    const left = await readData(engine, after);
    const carried = carriedTables(schema, after, rollbackFacts.named);
    const missing = carried.flatMap((table) => missingRows(table, lived, left, written));
    const held =
      missing.length === 0 ? [] : await heldByOldSchema(context, step.before, carried, lived, written, missing);
    return tried(cases, [
      ...lostFindings(held, step),
      ...changedColumns(carried, lived, left, written, rollbackFacts, step),
    ]);
  },
};

type RowsByTable = ReadonlyMap<string, ReadonlySet<string>>;

/** Keys of the rows that were written after the step, by table. */
function newRows(before: DataSnapshot, lived: DataSnapshot): RowsByTable {
  const entries = [...lived.tables].map(([name, data]) => {
    const known = new Set(before.tables.get(name)?.rows.map(({ key }) => key));
    return [name, new Set(data.rows.map(({ key }) => key).filter((key) => !known.has(key)))] as const;
  });
  return new Map(entries.filter(([, keys]) => keys.size > 0));
}

interface MissingRow {
  /** The table's name after the rollback. */
  readonly table: string;
  readonly from: string;
  readonly row: StoredRow;
}

function missingRows(
  { before, after, columns }: CarriedTable,
  lived: DataSnapshot,
  left: DataSnapshot,
  written: RowsByTable,
): readonly MissingRow[] {
  const then = lived.tables.get(before.name);
  const now = after === null ? undefined : left.tables.get(after.name);
  const keys = written.get(before.name);
  if (then === undefined || now === undefined || keys === undefined || after === null) return [];
  const { lost } = compareTables(then, now, { columns });
  return lost.filter(({ key }) => keys.has(key)).map((row) => ({ table: after.name, from: before.name, row }));
}

/** The engine says what the old schema can hold: all new rows are tried there, parents first. */
async function heldByOldSchema(
  context: CheckContext,
  before: State,
  carried: readonly CarriedTable[],
  lived: DataSnapshot,
  written: RowsByTable,
  missing: readonly MissingRow[],
): Promise<readonly MissingRow[]> {
  const engine = await context.fork(before);
  const refused = new Set<StoredRow>();
  for (const table of topologicalTables(await before.schema())) {
    const source = carried.find(({ after }) => after?.name === table.name);
    const data = source === undefined ? undefined : lived.tables.get(source.before.name);
    if (source === undefined || data === undefined) continue;
    const rows = data.rows.filter(({ key }) => written.get(source.before.name)?.has(key));
    const errors = await insertRows(engine, table, destinationsOf(data.columns, table, source.columns), rows);
    for (const row of errors.keys()) refused.add(row);
  }
  return missing.filter(({ row }) => !refused.has(row));
}

function stuck({ migration, rollbackFacts }: Step, statement: number | null, message: string): Finding {
  const rollback = migration.rollback ?? migration.forward;
  return {
    severity: 'warning',
    object: `script ${rollback.path}`,
    message: `the rollback fails once rows have been written under the new schema: ${message}`,
    why: 'It runs right after the migration, but not a day later, when it is needed.',
    fix: 'Move the rows that the old schema cannot hold out of the way in the rollback, before the statement that fails.',
    location: locate(rollback, failedStatement(rollbackFacts?.runnable ?? [], statement)),
    data: {},
  };
}

function lostFindings(held: readonly MissingRow[], { migration }: Step): readonly Finding[] {
  const tables = [...new Set(held.map(({ table }) => table))];
  return tables.map((table) => {
    const rows = held.filter((row) => row.table === table).length;
    return {
      severity: 'warning',
      object: `table ${table}`,
      message: `the rollback loses ${count(rows, 'row')} of table ${table} written after the migration, although the old schema can hold ${rows === 1 ? 'it' : 'them'}`,
      why: 'What the new application wrote between the release and its withdrawal is gone.',
      fix: 'Carry every row over in the rollback, not only those that were there before the migration.',
      location: locate(migration.rollback ?? migration.forward),
      data: { rows },
    };
  });
}

/** New rows that are still there, but with other values in a column that the rollback does not name. */
function changedColumns(
  carried: readonly CarriedTable[],
  lived: DataSnapshot,
  left: DataSnapshot,
  written: RowsByTable,
  { named }: ScriptFacts,
  { migration }: Step,
): readonly Finding[] {
  return carried.flatMap(({ before, after, columns }) => {
    const then = lived.tables.get(before.name);
    const now = after === null ? undefined : left.tables.get(after.name);
    const keys = written.get(before.name);
    if (then === undefined || now === undefined || keys === undefined || after === null) return [];
    const { changed } = compareTables(then, now, { columns });
    const touched = new Set(changed.filter(({ key }) => keys.has(key)).map(({ column }) => column));
    const meant = named.changedColumns.get(after.name.toLowerCase());
    return [...touched]
      .filter((column) => !meant?.has((columns.get(column) ?? column).toLowerCase()))
      .map((column) => ({
        severity: 'warning' as const,
        object: `column ${after.name}.${column}`,
        message: `the rollback changes column ${column} of rows of table ${after.name} written after the migration`,
        why: 'What the new application wrote between the release and its withdrawal is not what it wrote any more.',
        fix: 'Carry the column over unchanged in the rollback.',
        location: locate(migration.rollback ?? migration.forward),
        data: {},
      }));
  });
}
