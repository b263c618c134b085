import type { Engine } from '../../model/engine.ts';
import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import { alternativesAt } from './alternativesAt.ts';
import { type Base, type Candidate, type Constraint, type Rival, withValues } from './constraint.ts';
import { insertOf } from './insertOf.ts';
import { judged } from './judged.ts';
import type { Oracle, Verdict } from './oracle.ts';
import { isSameRefusal, type Outcome, outcomeOf } from './outcome.ts';
import { columnName } from './positions.ts';
import type { Expectation, Probe, ProbeGap, ProbeSet } from './probe.ts';
import { repairedRows } from './repairedRows.ts';

/** A table to make probes for. */
export interface ProbedTable {
  readonly plan: TablePlan;
  readonly constraints: readonly Constraint[];
  readonly oracle: Oracle;
  readonly bases: readonly Base[];
  readonly rivals: readonly Rival[];
  /** A trigger can refuse a row before its constraints do. */
  readonly hasTriggers: boolean;
  /** A row that goes to make room takes or keeps others with it. */
  readonly isReferredTo: boolean;
}

/** Rows are looked at for one constraint until so many have been judged. */
const MOST_CANDIDATES = 600;
/** And in so many ways a constraint's candidates are freed of other CHECKs. */
const MOST_REPAIRS = 400;

/** What is known of a constraint's probes so far. */
interface Hunt {
  readonly probes: Map<string, Probe>;
  /** Parts of the constraint that a row was found to break, and no other part. */
  readonly clauses: Set<number>;
  /** Breaks other constraints as well. */
  tangled: Probe | null;
  /** Is broken only together with others, and what they do about it is not said anywhere. */
  isImplied: boolean;
  /** What a trigger said before the constraint could. */
  trigger: string | null;
  judged: number;
  repairs: number;
}

/** Makes the probes of one constraint: rows that break it and nothing else, and the rows next to them that break nothing. */
export async function probesOf(engine: Engine, table: ProbedTable, constraint: Constraint): Promise<ProbeSet> {
  const hunt: Hunt = {
    probes: new Map(),
    clauses: new Set(),
    tangled: null,
    isImplied: false,
    trigger: null,
    judged: 0,
    repairs: 0,
  };
  for (const base of basesFor(table, constraint)) await searchAround(engine, table, constraint, base, hunt);
  const probes = [...hunt.probes.values()];
  const { refusal, conflict, isComputed } = constraint;
  if (refusal === null || conflict === 'replace' || hunt.clauses.size > 0) return { probes, gaps: [] };
  if (hunt.tangled !== null) return { probes: [...probes, hunt.tangled], gaps: [] };
  return { probes, gaps: isComputed || hunt.isImplied ? [] : [gapOf(table, constraint, hunt)] };
}

/** NULL keeps a comparison from being measured, or takes one side away: there have to be rows with it and without. */
function basesFor(table: ProbedTable, { comparisons = [], positions = [] }: Constraint): readonly Base[] {
  const { plan, bases } = table;
  const [first] = bases;
  if (first === undefined || comparisons.length === 0) return bases;
  const values = positions.flatMap((position) => {
    const value = alternativesAt(plan, position, first).find((one) => one !== null && one !== undefined);
    return first.row[position] !== null || value === undefined ? [] : [[position, value] as const];
  });
  const filled = { ...first, row: withValues(first.row, values) };
  const open = positions.filter((position) => mayBeNull(plan.table, columnName(plan, position)));
  const emptied = open.map((position) => ({ ...first, row: withValues(filled.row, [[position, null]]) }));
  const nullsIn = ({ row }: Base) => positions.filter((position) => row[position] === null).join(' ');
  const known = new Set(bases.map(nullsIn));
  return [...bases, ...[filled, ...emptied].filter((base) => !known.has(nullsIn(base)))];
}

async function searchAround(
  engine: Engine,
  table: ProbedTable,
  constraint: Constraint,
  base: Base,
  hunt: Hunt,
): Promise<void> {
  const needed = constraint.refusal === null ? 0 : Math.max(constraint.clauses.length, 1);
  const sides = await table.oracle.measure(base.row, constraint.comparisons ?? []);
  const isOver = ({ what }: Candidate): boolean => what === null && hunt.clauses.size >= needed;
  const isKnown = ({ what }: Candidate): boolean => what !== null && hunt.probes.has(what);
  function* open(): Generator<Candidate> {
    for (const candidate of constraint.propose(base, table.rivals, sides)) {
      if (isOver(candidate)) return;
      if (!isKnown(candidate)) yield candidate;
    }
  }
  const together = engine.capabilities.askedTogether;
  for await (const [candidate, verdict] of judged(table.oracle, constraint, open(), together)) {
    // What was judged ahead may not be wanted any more.
    if (isOver(candidate)) return;
    if (isKnown(candidate)) continue;
    if (hunt.judged++ >= MOST_CANDIDATES) return;
    if (verdict === null || !(await isLegal(table, candidate.rival))) continue;
    const repaired = await repair(table, constraint, candidate, base, verdict, hunt);
    if (repaired !== null) await keep(engine, table, constraint, repaired.candidate, repaired.verdict, hunt);
    else await keep(engine, table, constraint, candidate, verdict, hunt);
  }
}

/** The candidate with other values in columns that it is not about, where it breaks other CHECKs only for these. */
async function repair(
  { plan, oracle }: ProbedTable,
  constraint: Constraint,
  candidate: Candidate,
  base: Base,
  { broken }: Verdict,
  hunt: Hunt,
): Promise<{ readonly candidate: Candidate; readonly verdict: Verdict } | null> {
  const others = broken.filter((other) => other !== constraint);
  if (candidate.what === null || others.length === 0 || others.some(({ kind }) => kind !== 'check')) return null;
  for (const row of repairedRows(plan, candidate, base, others)) {
    if (hunt.repairs++ >= MOST_REPAIRS) return null;
    const verdict = await oracle.judge({ ...candidate, row }, constraint);
    const isAlone = verdict?.broken.every((other) => other === constraint) ?? false;
    if (verdict !== null && isAlone && verdict.broken.length === Number(broken.includes(constraint)))
      return { candidate: { ...candidate, row }, verdict };
  }
  return null;
}

/** A rival that was made up has to be one that the table accepts. */
async function isLegal({ oracle, rivals }: ProbedTable, rival: Rival | null): Promise<boolean> {
  if (rival === null || rivals.includes(rival)) return true;
  return (await oracle.judge({ what: null, row: rival.row, rival: null }, null))?.broken.length === 0;
}

async function keep(
  engine: Engine,
  table: ProbedTable,
  constraint: Constraint,
  candidate: Candidate,
  { broken, clause }: Verdict,
  hunt: Hunt,
): Promise<void> {
  const others = broken.filter((other) => other !== constraint);
  const breaks = broken.includes(constraint);
  const decisive = constraint.kind === 'foreign key' ? others : others.filter(({ kind }) => kind !== 'foreign key');
  const expected = breaks ? expectationOf([constraint, ...decisive], table) : { outcome: 'accepted' as const };
  if (expected === null && others.length > 0) hunt.isImplied = true;
  if (expected === null || (!breaks && (others.length > 0 || candidate.what === null))) return;
  const what = candidate.what ?? breakingPart(constraint, clause);
  if (hunt.probes.has(what)) return;
  const probe = probeOf(table, constraint, candidate, what, expected);
  if (table.hasTriggers && speaksFirst(await outcomeOf(engine, probe), expected, table, hunt)) return;
  if (others.length > 0) hunt.tangled ??= probe;
  else hunt.probes.set(what, probe);
  if (breaks && others.length === 0 && clause !== null) hunt.clauses.add(clause);
}

function breakingPart({ clauses }: Constraint, clause: number | null): string {
  return clauses.length > 1 && clause !== null ? `a row that breaks ${clauses[clause]}` : 'a row that breaks it';
}

/** What the schema makes of a row that breaks these; null where it does not say. */
function expectationOf(broken: readonly Constraint[], { isReferredTo }: ProbedTable): Expectation | null {
  const [constraint, ...others] = broken;
  const by = broken.flatMap(({ refusal }) => refusal ?? []);
  if (others.length > 0) {
    const isPlain = broken.every(({ conflict, refusal }) => conflict === 'refuse' && refusal?.at === 'statement');
    return isPlain ? { outcome: 'refused', by } : null;
  }
  if (constraint?.conflict === 'ignore') return { outcome: 'left out' };
  if (constraint?.conflict !== 'replace') return { outcome: 'refused', by };
  return constraint.kind === 'not null' || isReferredTo ? null : { outcome: 'accepted' };
}

function probeOf(
  { plan }: ProbedTable,
  { kind, name, object }: Constraint,
  { row, rival }: Candidate,
  what: string,
  expected: Expectation,
): Probe {
  const setUp = rival === null || rival.isStored ? [] : [insertOf(plan, rival.row)];
  return {
    table: plan.table.name,
    constraint: { kind, name, object },
    what,
    setUp,
    insert: insertOf(plan, row),
    expected,
  };
}

/**
 * Whether a trigger decided about a row: it raised, left the row out, or what it wrote was refused by another table or, before
 * what the row itself breaks, by this one.
 */
function speaksFirst(outcome: Outcome, expected: Expectation, { constraints }: ProbedTable, hunt: Hunt): boolean {
  if (outcome.outcome === 'accepted') return false;
  const own = expected.outcome === 'refused' ? expected.by : constraints.flatMap(({ refusal }) => refusal ?? []);
  if ('refusal' in outcome && own.some((refusal) => isSameRefusal(refusal, outcome.refusal))) return false;
  hunt.trigger ??= 'message' in outcome ? outcome.message : 'RAISE(IGNORE)';
  return true;
}

function gapOf({ plan }: ProbedTable, { kind, name, object }: Constraint, { trigger }: Hunt): ProbeGap {
  const message =
    trigger === null ? 'no row was found that it refuses' : `a trigger decides about every such row: ${trigger}`;
  return { table: plan.table.name, constraint: { kind, name, object }, isTriggered: trigger !== null, message };
}
