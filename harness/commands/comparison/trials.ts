import { insertText } from '../../generate/insertion.ts';
import { type Outcome, outcomeOf } from '../../generate/probes/outcome.ts';
import type { Expectation, Probe } from '../../generate/probes/probe.ts';
import { decodeCell } from '../../inspect/cell.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { Table } from '../../model/schema.ts';
import { type Answers, askBoth } from './asked.ts';
import { columnsInTheWay, counterpart } from './counterpart.ts';
import type { Repertoire, RowOptions } from './repertoire.ts';
import type { Open, Side } from './side.ts';
import { type Refused, type Stage, setStage } from './stage.ts';

/** A statement and what each of the two schemas made of it. */
export interface Trial {
  readonly probe: Probe;
  readonly own: Outcome;
  readonly other: Outcome;
}

/** What was tried of one schema's repertoire, and the tables that statements of it say nothing about, with the reason. */
export interface Trials {
  readonly tried: readonly Trial[];
  readonly passedOver: ReadonlyMap<string, string>;
  readonly answers: Answers;
}

/** Tries what one schema has made up on both, beside the same rows. A table that only one has is no matter of behaviour. */
export async function tryOnBoth(
  own: Side,
  other: Side,
  repertoire: Repertoire,
  open: Open,
  options: RowOptions,
): Promise<Trials> {
  const stage = await setStage(own, other, repertoire, open);
  const tried: Trial[] = [];
  const passedOver = new Map<string, string>();
  for (const table of own.schema.tables) {
    const target = counterpart(table, other.schema);
    if (table.kind !== 'table' || target === null) continue;
    const obstacle = columnsInTheWay(table, target);
    if (obstacle !== null) {
      passedOver.set(table.name, obstacle);
      continue;
    }
    const isDeferred = [...table.foreignKeys, ...target.foreignKeys].some(({ deferred }) => deferred);
    for (const probe of statementsOf(table, repertoire, stage)) {
      tried.push(await trialOf(stage, probe, isDeferred));
    }
  }
  const absent = own.schema.tables.filter((table) => passedOver.has(table.name) || !hasCounterpart(table, other));
  const answers = await askBoth(own, stage, new Set(absent.map(({ name }) => foldName(name))), options);
  await stage.own.close();
  await stage.other.close();
  return { tried, passedOver, answers };
}

function hasCounterpart(table: Table, { schema }: Side): boolean {
  return counterpart(table, schema) !== null;
}

/** Asks for the commit as well: what one of the two refuses only there has to be seen. */
const AT_COMMIT: Expectation = { outcome: 'refused', by: [{ code: '', names: '', at: 'commit' }] };

async function trialOf(stage: Stage, probe: Probe, isDeferred: boolean): Promise<Trial> {
  const tried = isDeferred ? { ...probe, expected: AT_COMMIT } : probe;
  return { probe, own: await outcomeOf(stage.own, tried), other: await outcomeOf(stage.other, tried) };
}

/** The table's probes, then the generated rows that the other schema did not take. */
function statementsOf(table: Table, { probes }: Repertoire, { left }: Stage): readonly Probe[] {
  const refused = left.get(table);
  return [
    ...probes.filter((probe) => probe.table === table.name),
    ...(refused === undefined ? [] : rowProbes(table, refused)),
  ];
}

function rowProbes(table: Table, { columns, rows }: Refused): readonly Probe[] {
  const isWritten = columns.map((name) =>
    table.columns.some((column) => column.name === name && column.generated === 'no'),
  );
  const text = insertText(
    'INSERT',
    table,
    columns.filter((_, index) => isWritten[index]),
  );
  return rows.map(({ cells }) => ({
    table: table.name,
    constraint: { kind: 'none', name: '', object: `table ${table.name}` },
    what: 'a generated row',
    setUp: [],
    insert: { text, values: cells.filter((_, index) => isWritten[index]).map((cell) => decodeCell(cell).value) },
    expected: { outcome: 'accepted' },
  }));
}
