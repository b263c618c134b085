import { destinationsOf, insertRows } from '../../generate/storedRows.ts';
import type { StoredRow, TableData } from '../../model/data.ts';
import type { Engine } from '../../model/engine.ts';
import type { Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { counterpart } from './counterpart.ts';
import type { Repertoire } from './repertoire.ts';
import type { Open, Side } from './side.ts';

/** Two databases, one of each schema, that hold the same rows: what they make of a statement differs by the schema alone. */
export interface Stage {
  readonly own: Engine;
  readonly other: Engine;
  /** Rows that the other schema did not take, by table. */
  readonly left: ReadonlyMap<Table, Refused>;
}

/** Rows of a table and the columns that their cells belong to. */
export interface Refused {
  readonly columns: readonly string[];
  readonly rows: readonly StoredRow[];
}

/**
 * Sets the rows that one schema made up both in it and in the other. A row that either does not take stands in neither;
 * triggers come last, so that they write nothing on the way.
 */
export async function setStage(own: Side, other: Side, { data }: Repertoire, open: Open): Promise<Stage> {
  const stage = { own: await withoutTriggers(own, open), other: await withoutTriggers(other, open) };
  const left = new Map<Table, Refused>();
  for (const table of own.schema.tables) {
    const stored = data.tables.get(table.name);
    const target = counterpart(table, other.schema);
    if (stored === undefined || target === null || table.kind !== 'table') continue;
    left.set(table, { columns: stored.columns, rows: await setRows(stage, table, target, stored) });
  }
  await addTriggers(stage.own, own);
  await addTriggers(stage.other, other);
  return { ...stage, left };
}

async function setRows(
  stage: Pick<Stage, 'own' | 'other'>,
  table: Table,
  target: Table,
  { columns, rows }: TableData,
): Promise<readonly StoredRow[]> {
  const refused = await insertRows(stage.other, target, destinationsOf(columns, target, undefined), rows);
  const taken = rows.filter((row) => !refused.has(row));
  await insertRows(stage.own, table, destinationsOf(columns, table, undefined), taken);
  const isEven = (await countOf(stage.own, table)) === (await countOf(stage.other, target));
  if (isEven) return [...refused.keys()];
  // ON CONFLICT IGNORE and REPLACE make rows vanish without a word.
  for (const [engine, { name }] of [
    [stage.own, table],
    [stage.other, target],
  ] as const) {
    await engine.query(`DELETE FROM ${quoteIdentifier(name)}`);
  }
  return rows;
}

async function countOf(engine: Engine, { name }: Table): Promise<unknown> {
  return (await engine.query(`SELECT count(*) FROM ${quoteIdentifier(name)}`))[0]?.[0];
}

async function withoutTriggers({ definitions }: Side, open: Open): Promise<Engine> {
  const engine = await open();
  await engine.apply(
    definitions.filter(({ type }) => type !== 'trigger'),
    { foreignKeys: 'on' },
  );
  // A parent can stand behind its child, and be refused.
  await engine.query('PRAGMA foreign_keys = OFF');
  return engine;
}

async function addTriggers(engine: Engine, { definitions }: Side): Promise<void> {
  await engine.query('PRAGMA foreign_keys = ON');
  await engine.apply(
    definitions.filter(({ type }) => type === 'trigger'),
    { foreignKeys: 'on' },
  );
}
