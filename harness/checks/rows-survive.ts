import { compareTables } from '../inspect/dataDifference.ts';
import { type CarriedTable, carriedTables, writtenColumns } from '../inspect/sameTable.ts';
import { staleTextIndexes } from '../inspect/textIndexes.ts';
import type { Check } from '../model/check.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { Finding } from '../model/finding.ts';
import type { Named } from '../model/named.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { StepScripts } from '../model/step.ts';
import { mentions } from '../sql/mentions.ts';
import { causeOf, type Loss } from './parts/lossCause.ts';
import { count, FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';
import { type PassedOver, passedOver } from './parts/passedOver.ts';

/** No row that was there disappears or changes, but for what the migration names itself. */
export const rowsSurvive: Check = {
  id: 'rows-survive',
  summary: 'No existing row disappears or changes in a column that the step does not name.',

  async run(context) {
    const { step } = context;
    const { before, forward, forwardFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const rows = await before.data();
    const cases = [...rows.tables.values()].reduce((sum, table) => sum + table.rows.length, 0);
    if (cases === 0) return skip('there was no row before the step');
    const schemas = { before: await before.schema(), after: await forward.state.schema() };
    const carried = carriedTables(schemas.before, schemas.after, forwardFacts.named);
    const after = await forward.state.data();
    const losses = carried.flatMap((table) => lossesOf(table, rows, after, forwardFacts.named));
    const lowered = loweredSequences(carried, rows, after);
    const stale = (await staleTextIndexes(before, forward.state)).map(staleIndex);
    const lossy = new Set(losses.filter(({ kind }) => kind === 'rows lost').map(({ table }) => table));
    const silent = (await passedOver(context, carried)).filter(({ table }) => !lossy.has(table));
    return tried(cases, [
      ...[...losses, ...lowered, ...stale].map((loss) => lossFinding(loss, step, schemas)),
      ...silent.map((one) => silentFinding(one, step)),
    ]);
  },
};

/** Rows that are gone, values that changed, rowids that moved, all without being named. */
function lossesOf(carried: CarriedTable, before: DataSnapshot, after: DataSnapshot, named: Named): readonly Loss[] {
  const old = before.tables.get(carried.before.name);
  const now = carried.after === null ? undefined : after.tables.get(carried.after.name);
  if (old === undefined || now === undefined || carried.after === null) return [];
  const name = carried.after.name.toLowerCase();
  const meant = named.changedColumns.get(name);
  // What the script says it changes is not held against it, and cannot tell which row is which.
  const written = meant === undefined ? carried.columns : writtenColumns(carried);
  const columns = new Map([...written].filter(([, column]) => !meant?.has(column.toLowerCase())));
  const difference = compareTables(old, now, { columns });
  const base = { table: carried.before, of: old.rows.length, column: null };
  const losses: Loss[] = [];
  if (difference.lost.length > 0 && !named.deletedFrom.has(name)) {
    losses.push({ ...base, kind: 'rows lost', count: difference.lost.length });
  }
  const changedIn = new Map<string, number>();
  for (const { column } of difference.changed) changedIn.set(column, (changedIn.get(column) ?? 0) + 1);
  for (const [column, changed] of changedIn) losses.push({ ...base, column, kind: 'values changed', count: changed });
  if (difference.rowidsMoved > 0) losses.push({ ...base, kind: 'rowids moved', count: difference.rowidsMoved });
  return losses;
}

/** AUTOINCREMENT must never hand out an id twice (https://sqlite.org/autoinc.html). */
function loweredSequences(
  carried: readonly CarriedTable[],
  before: DataSnapshot,
  after: DataSnapshot,
): readonly Loss[] {
  return carried.flatMap(({ before: table, after: now }) => {
    const mark = before.sequences.get(table.name);
    if (mark === undefined || now === null || !now.autoincrement) return [];
    const left = after.sequences.get(now.name) ?? 0n;
    return left < mark ? [{ table, column: null, kind: 'sequence lowered' as const, count: 1, of: 1 }] : [];
  });
}

function staleIndex(table: Table): Loss {
  return { table, column: null, kind: 'text index stale', count: 1, of: 1 };
}

/** The finding for what a migration lost without naming it. */
export function lossFinding(
  loss: Loss,
  step: StepScripts,
  schemas: { readonly before: SchemaSnapshot; readonly after: SchemaSnapshot },
): Finding {
  const { table, column, kind } = loss;
  const cause = causeOf(loss, step, schemas);
  return {
    severity: kind === 'rowids moved' ? 'warning' : 'error',
    object: column === null ? `table ${table.name}` : `column ${table.name}.${column}`,
    message: `${sentence(loss)}${cause.by}`,
    why: cause.why,
    fix: cause.fix,
    location: cause.location,
    data: { kind, rows: loss.count, of: loss.of, parent: cause.parent },
  };
}

function silentFinding({ table, constraint }: PassedOver, { migration, forwardFacts }: StepScripts): Finding {
  const copy = forwardFacts.runnable.find(
    ({ text }) => /^\s*(?:insert|replace|with)\b/i.test(text) && mentions(text, table.name),
  );
  return {
    severity: 'error',
    object: `table ${table.name}`,
    message: `a row of table ${table.name} that ${constraint} refuses is gone after the migration, and the migration goes through`,
    why: 'The copy passes over what the new table does not take. No generated row is of that kind, but your data may hold some.',
    fix: `Let the copy fail on such a row, or say what becomes of it: repair it in the SELECT, or DELETE FROM ${table.name} before the copy.`,
    location: locate(migration.forward, copy),
    data: { kind: 'rows lost', constraint },
  };
}

function sentence({ kind, table, column, count: rows, of }: Loss): string {
  switch (kind) {
    case 'rows lost':
      return `${rows} of ${count(of, 'row')} of table ${table.name} ${rows === 1 ? 'is' : 'are'} gone after the migration`;
    case 'values changed':
      return `column ${String(column)} of table ${table.name} changes in ${rows} of ${count(of, 'row')}, and the migration does not name it`;
    case 'rowids moved':
      return `${rows} of ${count(of, 'row')} of table ${table.name} ${rows === 1 ? 'gets' : 'get'} another rowid`;
    case 'sequence lowered':
      return `the AUTOINCREMENT counter of table ${table.name} goes down, so ids of deleted rows are handed out again`;
    case 'text index stale':
      return `the text index of table ${table.name} does not fit its rows after the migration`;
  }
}
