import type { Probe, ProbeGap } from '../generate/probes/probe.ts';
import type { Deviation } from '../generate/probes/runProbes.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Step } from '../model/step.ts';
import { constraintTrial } from './parts/constraintTrial.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** Each constraint refuses a row that breaks only it, by its own name, and accepts the row next to it. */
export const constraintsHold: Check = {
  id: 'constraints-hold',
  summary:
    'Every constraint refuses a row that breaks only it, with the right error, and accepts the nearest legal row.',

  async run(context) {
    const { step } = context;
    if (step.settled === null) return skip(FORWARD_FAILED);
    const { tables, probes, deviations, gaps } = await constraintTrial(context, step.settled);
    if (tables.length === 0) return skip('the step changes no table');
    return tried(probes.length, [
      ...firstOfEach(deviations).map((deviation) => deviationFinding(deviation, step)),
      ...gaps.map((gap) => gapFinding(gap, step)),
    ]);
  },
};

/** One finding for each constraint: what is wrong with it shows in many rows. */
function firstOfEach(deviations: readonly Deviation[]): readonly Deviation[] {
  const first = new Map<string, Deviation>();
  for (const deviation of deviations) {
    const { table, constraint } = deviation.probe;
    const key = `${table}\u0000${constraint.name}`;
    if (!first.has(key)) first.set(key, deviation);
  }
  return [...first.values()];
}

function deviationFinding({ probe, outcome }: Deviation, step: Step): Finding {
  const { constraint, table, what, expected } = probe;
  return {
    severity: 'error',
    object: constraint.object,
    message: `${constraint.name} of table ${table}: ${what} is ${outcomeText(outcome)}, and ${expectedText(probe)}`,
    why: 'A row that the schema forbids gets in, or one that it allows does not: what the application relies on is not so.',
    fix: `Look at ${constraint.object} and its triggers in this step: the constraint has to be enforced as it is declared.`,
    location: locate(step.migration.forward, statementAbout(step, table)),
    data: { constraint: constraint.name, row: what, expected, outcome },
  };
}

function outcomeText(outcome: Deviation['outcome']): string {
  if (!('refusal' in outcome)) return outcome.outcome === 'accepted' ? 'accepted' : 'left out without an error';
  const when = outcome.refusal.at === 'commit' ? ' at the commit' : '';
  const text = `${outcome.refusal.code}: ${outcome.message}`;
  return outcome.outcome === 'refused'
    ? `refused${when} with ${text}`
    : `not tried, because another row is refused with ${text}`;
}

function expectedText({ expected }: Probe): string {
  if (expected.outcome === 'accepted') return 'should be accepted';
  if (expected.outcome === 'left out') return 'should be left out by ON CONFLICT IGNORE';
  const refusals = expected.by.map(({ code, names, at }) =>
    [code, names === '' ? [] : `naming ${names}`, at === 'commit' ? 'at the commit' : []].flat().join(' '),
  );
  return `should be refused with ${refusals.join(' or ')}`;
}

function gapFinding({ table, constraint, isTriggered, message }: ProbeGap, step: Step): Finding {
  const subject = constraint === null ? `table ${table}` : `${constraint.name} of table ${table}`;
  return {
    severity: isTriggered ? 'note' : 'warning',
    object: constraint?.object ?? `table ${table}`,
    message: `${subject} cannot be put to the test: ${message}`,
    why: 'A constraint that no row was seen to break may be idle: implied by others, never true, or behind a trigger that speaks first.',
    fix: `Look whether a row can break it at all. Where the search only misses it, shape the rows: rows: { '${table}': (row, n) => ({ ...row }) }`,
    location: locate(step.migration.forward, statementAbout(step, table)),
    data: { constraint: constraint?.name ?? null, message },
  };
}

function statementAbout({ forwardFacts }: Step, table: string) {
  return forwardFacts.runnable.find(({ text }) => text.toLowerCase().includes(table.toLowerCase()));
}
