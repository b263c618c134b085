import { isAsExpected, type Outcome } from '../../generate/probes/outcome.ts';
import type { ProbeGap } from '../../generate/probes/probe.ts';
import type { BehaviourDifference, Treatment, Untested } from '../../model/comparison.ts';
import type { BoundStatement } from '../../model/engine.ts';
import { literalInsert } from '../../sql/literalStatement.ts';
import { answerDifferences } from './answers.ts';
import { cascadeDifferences, compareCascades } from './cascades.ts';
import { isMissing } from './missing.ts';
import { type RowOptions, repertoireOf } from './repertoire.ts';
import type { Open, Side } from './side.ts';
import { type Trial, tryOnBoth } from './trials.ts';

/** How two schemas behave, held against each other. */
export interface Behaviour {
  readonly cases: number;
  readonly differences: readonly BehaviourDifference[];
  readonly untested: readonly Untested[];
}

/** Tries on both schemas what each of them makes up: rows, and statements that its constraints refuse or just accept. */
export async function compareBehaviour(a: Side, b: Side, open: Open, options: RowOptions): Promise<Behaviour> {
  const ofA = await repertoireOf(a, open, options);
  const ofB = await repertoireOf(b, open, options);
  const there = await tryOnBoth(a, b, ofA, open, options);
  const back = await tryOnBoth(b, a, ofB, open, options);
  const telling = (isMeant: boolean): readonly Trial[] => [
    ...there.tried.filter((trial) => isDifferent(trial) && isAsMeant(trial) === isMeant),
    ...back.tried.filter((trial) => isDifferent(trial) && isAsMeant(trial) === isMeant).map(swapped),
  ];
  const passedOver = [...there.passedOver, ...back.passedOver];
  // A row whose company is not on the stage shows a difference by chance, and not the one that it is named after.
  const ofRows = firstOfEach(telling(true), telling(false).map(unnamed)).map(differenceOf);
  const backwards = back.answers.differing.map((asked) => ({ ...asked, own: asked.other, other: asked.own }));
  const told = [...ofRows, ...answerDifferences([...there.answers.differing, ...backwards], ofRows)];
  const keysThere = await compareCascades(a, b, open, options);
  const keysBack = (await compareCascades(b, a, open, options)).map((one) => ({
    ...one,
    own: one.other,
    other: one.own,
  }));
  return {
    cases: there.tried.length + back.tried.length + there.answers.count + back.answers.count,
    differences: [...told, ...cascadeDifferences([...keysThere, ...keysBack], told)],
    untested: distinct([
      ...passedOver.map(([table, reason]) => ({ object: `table ${table}`, reason })),
      ...[...ofA.gaps, ...ofB.gaps].map(untestedOf),
    ]),
  };
}

/** Of what something is missing for, structure tells. */
function isDifferent({ own, other }: Trial): boolean {
  const isOfNoUse = [own, other].some(
    (outcome) =>
      'refusal' in outcome && (outcome.outcome === 'not set up' || isMissing(outcome.refusal.code, outcome.message)),
  );
  return !isOfNoUse && own.outcome !== other.outcome;
}

/**
 * The schema that made the statement up treats it as it declares, and what is said against it is of that constraint: a
 * row without a parent can be there to show anything.
 */
function isAsMeant({ probe, own, other }: Trial): boolean {
  const isOrphan = [own, other].some(
    (outcome) => 'refusal' in outcome && outcome.refusal.code === 'SQLITE_CONSTRAINT_FOREIGNKEY',
  );
  return isAsExpected(probe.expected, own) && (!isOrphan || probe.constraint.kind === 'foreign key');
}

function swapped({ probe, own, other }: Trial): Trial {
  return { probe, own: other, other: own };
}

function unnamed(trial: Trial): Trial {
  const constraint = { ...trial.probe.constraint, kind: 'none' as const, name: '' };
  return { ...trial, probe: { ...trial.probe, constraint, what: 'a generated row' } };
}

/** One statement for each thing that one of the two has against a row: more rows would show the same. */
function firstOfEach(meant: readonly Trial[], chance: readonly Trial[]): readonly Trial[] {
  const first = new Map<string, Trial>();
  const objections = new Set<string>();
  for (const trial of meant) {
    const { kind, name } = trial.probe.constraint;
    const key = objectionsTo(trial);
    objections.add(key);
    // What SQLite says does not tell which of the foreign keys it was.
    const text = JSON.stringify([key, kind === 'foreign key' ? name : '']);
    if (!first.has(text)) first.set(text, trial);
  }
  for (const trial of chance) {
    const key = objectionsTo(trial);
    if (!objections.has(key)) first.set(key, trial);
    objections.add(key);
  }
  return [...first.values()];
}

function objectionsTo({ probe, own, other }: Trial): string {
  return JSON.stringify([probe.table.toLowerCase(), objection(own), objection(other)]);
}

function objection(outcome: Outcome): string {
  return 'refusal' in outcome ? `${outcome.refusal.code} ${outcome.refusal.names}` : outcome.outcome;
}

function differenceOf({ probe, own, other }: Trial): BehaviourDifference {
  return {
    table: probe.table,
    constraint: probe.constraint.name,
    row: probe.what,
    setUp: probe.setUp.map(written),
    statement: written(probe.insert),
    reads: null,
    a: treatmentOf(own),
    b: treatmentOf(other),
  };
}

function written({ text, values }: BoundStatement): string {
  return literalInsert(text, values ?? []);
}

function treatmentOf(outcome: Outcome): Treatment {
  if (!('refusal' in outcome)) return { outcome: outcome.outcome, code: null, message: null, result: null };
  return { outcome: 'refused', code: outcome.refusal.code, message: outcome.message, result: null };
}

function untestedOf({ table, constraint, message }: ProbeGap): Untested {
  return { object: constraint === null ? `table ${table}` : `${constraint.name} of table ${table}`, reason: message };
}

/** Both schemas can have the same gap. */
function distinct(untested: readonly Untested[]): readonly Untested[] {
  return [...new Map(untested.map((entry) => [`${entry.object}\u0000${entry.reason}`, entry])).values()];
}
