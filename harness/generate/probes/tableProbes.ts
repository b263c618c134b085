import type { Engine } from '../../model/engine.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { Base, Candidate, Constraint, Rival } from './constraint.ts';
import { insertOf } from './insertOf.ts';
import type { Oracle, Verdict } from './oracle.ts';
import { isSameRefusal, type Outcome, outcomeOf } from './outcome.ts';
import type { Expectation, Probe, ProbeGap, ProbeSet } from './probe.ts';

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
  };
  for (const base of table.bases) await searchAround(engine, table, constraint, base, hunt);
  const probes = [...hunt.probes.values()];
  const { refusal, conflict, isComputed } = constraint;
  if (refusal === null || conflict === 'replace' || hunt.clauses.size > 0) return { probes, gaps: [] };
  if (hunt.tangled !== null) return { probes: [...probes, hunt.tangled], gaps: [] };
  return { probes, gaps: isComputed || hunt.isImplied ? [] : [gapOf(table, constraint, hunt)] };
}

async function searchAround(
  engine: Engine,
  table: ProbedTable,
  constraint: Constraint,
  base: Base,
  hunt: Hunt,
): Promise<void> {
  const needed = constraint.refusal === null ? 0 : Math.max(constraint.clauses.length, 1);
  for (const candidate of constraint.propose(base, table.rivals)) {
    if (candidate.what === null && hunt.clauses.size >= needed) return;
    if (candidate.what !== null && hunt.probes.has(candidate.what)) continue;
    if (hunt.judged++ >= MOST_CANDIDATES) return;
    const verdict = await table.oracle.judge(candidate, constraint);
    if (verdict !== null && (await isLegal(table, candidate.rival)))
      await keep(engine, table, constraint, candidate, verdict, hunt);
  }
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
  if (table.hasTriggers && speaksFirst(await outcomeOf(engine, probe), table, hunt)) return;
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

/** Whether a trigger decided about a row: it raised, left the row out, or what it wrote was refused by another table. */
function speaksFirst(outcome: Outcome, { constraints }: ProbedTable, hunt: Hunt): boolean {
  if (outcome.outcome === 'accepted') return false;
  const own = constraints.flatMap(({ refusal }) => refusal ?? []);
  if ('refusal' in outcome && own.some((refusal) => isSameRefusal(refusal, outcome.refusal))) return false;
  hunt.trigger ??= 'message' in outcome ? outcome.message : 'RAISE(IGNORE)';
  return true;
}

function gapOf({ plan }: ProbedTable, { kind, name, object }: Constraint, { trigger }: Hunt): ProbeGap {
  const message =
    trigger === null ? 'no row was found that it refuses' : `a trigger decides about every such row: ${trigger}`;
  return { table: plan.table.name, constraint: { kind, name, object }, isTriggered: trigger !== null, message };
}
