import { constraintProbes } from '../../generate/probes/constraintProbes.ts';
import { isAskedAtCommit, type Outcome, outcomesOf, tryRows } from '../../generate/probes/outcome.ts';
import type { Probe, ProbeGap } from '../../generate/probes/probe.ts';
import { type Deviation, deviationsOf } from '../../generate/probes/runProbes.ts';
import { foldName } from '../../inspect/foldName.ts';
import { tableMarks } from '../../inspect/tableMark.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Observation, RowOutcome, TriedRow } from '../../model/observation.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { State, Step } from '../../model/step.ts';

/** A row that another engine was given, and what this one makes of it. */
export interface SecondTry {
  readonly row: TriedRow;
  readonly here: RowOutcome;
}

/** What the rows that put a step's constraints to the test came to. */
export interface ConstraintTrial {
  /** Tables that are new or that treat rows otherwise than before. */
  readonly tables: readonly Table[];
  readonly probes: readonly Probe[];
  readonly gaps: readonly ProbeGap[];
  readonly deviations: readonly Deviation[];
  /** The probes as other engines are to try them. */
  readonly rows: readonly TriedRow[];
  /** The rows of each engine before this one; those of tables that hold something else here are left out. */
  readonly again: ReadonlyMap<Observation, readonly SecondTry[]>;
}

type TrialContext = Pick<CheckContext, 'step' | 'config' | 'fork' | 'peers'>;

/** Two checks look at it, and finding the rows takes long. */
const trials = new WeakMap<Step, Promise<ConstraintTrial>>();

/** Tries rows on the tables that a step changed, once for all checks that ask. `settled`: where the step led to. */
export function constraintTrial(context: TrialContext, settled: State): Promise<ConstraintTrial> {
  const known = trials.get(context.step) ?? tryConstraints(context, settled);
  trials.set(context.step, known);
  return known;
}

async function tryConstraints({ step, config, fork, peers }: TrialContext, settled: State): Promise<ConstraintTrial> {
  const schema = await settled.schema();
  const unfilled = new Set(step.unfilled.map(({ table }) => table));
  const tables = touchedTables(await step.before.schema(), schema).filter(({ name }) => !unfilled.has(name));
  if (tables.length === 0) return { tables, probes: [], gaps: [], deviations: [], rows: [], again: new Map() };
  const engine = await fork(settled);
  const { probes, gaps } = await constraintProbes(engine, schema, tables, { seed: 1, shape: config.rows });
  const outcomes = await outcomesOf(engine, probes);
  const rows = probes.flatMap((probe, at) => (outcomes[at] === undefined ? [] : [triedRow(probe, outcomes[at])]));
  const again = new Map<Observation, readonly SecondTry[]>();
  for (const observation of peers?.seen(step.migration.id) ?? []) {
    const marks = tableMarks(await settled.data());
    const isSame = (name: string): boolean =>
      marks.get(foldName(name))?.digest === observation.settled.get(foldName(name))?.digest;
    const sameRows = new Set(tables.filter((table) => restsOn(table).every(isSame)).map(({ name }) => name));
    const comparable = observation.tried.filter(({ table }) => sameRows.has(table));
    const answers = await tryRows(engine, comparable);
    again.set(
      observation,
      comparable.flatMap((row, at) => (answers[at] === undefined ? [] : [{ row, here: rowOutcome(answers[at]) }])),
    );
  }
  return { tables, probes, gaps, deviations: deviationsOf(probes, outcomes), rows, again };
}

/** The tables whose rows decide about a row of this one. */
function restsOn({ name, foreignKeys }: Table): readonly string[] {
  return [name, ...foreignKeys.map(({ parent }) => parent)];
}

function triedRow({ table, constraint, what, setUp, insert, expected }: Probe, outcome: Outcome): TriedRow {
  return {
    table,
    constraint: constraint.name,
    what,
    setUp,
    insert,
    isAskedAtCommit: isAskedAtCommit(expected),
    outcome: rowOutcome(outcome),
  };
}

function rowOutcome(outcome: Outcome): RowOutcome {
  if (!('refusal' in outcome)) return { outcome: outcome.outcome, code: '', message: '' };
  return { outcome: outcome.outcome, code: outcome.refusal.code, message: outcome.message };
}

/** Tables that are new or have another text, other unique indexes or other triggers on INSERT than before. */
function touchedTables(before: SchemaSnapshot, after: SchemaSnapshot): readonly Table[] {
  const known = new Set(before.tables.map((table) => definitionOf(table, before)));
  return after.tables.filter((table) => table.kind === 'table' && !known.has(definitionOf(table, after)));
}

function definitionOf({ name, sql, indexes }: Table, { triggers }: SchemaSnapshot): string {
  const onInsert = triggers.filter(({ table, tokens }) => table === name && / insert on /.test(tokens));
  const unique = indexes.filter((index) => index.unique);
  return [sql, ...unique.map((index) => index.sql ?? ''), ...onInsert.map((trigger) => trigger.sql)].join('\u0000');
}
