import type { Check } from '../model/check.ts';
import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import type { History } from '../model/history.ts';
import type { Lock, LockedStep } from '../model/lock.ts';
import type { Peers } from '../model/observation.ts';
import type { LooseFinding, StepReport } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import type { Step } from '../model/step.ts';
import { brokenBelow } from './brokenBelow.ts';
import type { PlanMemory } from './context.ts';
import { orphanFindings } from './orphanFindings.ts';
import type { Filling } from './populate.ts';
import { type Foothold, proveStep } from './proveStep.ts';
import { refuseOutside } from './refuseOutside.ts';
import { removedFindings } from './removedFindings.ts';
import { consequenceReport, reportStep } from './reportStep.ts';
import { selectSteps } from './selectSteps.ts';
import { skipAhead } from './skipAhead.ts';
import { stateOf } from './state.ts';
import { withSpokenRows } from './withSpokenRows.ts';

export interface ClimbOptions {
  readonly migrations: readonly Migration[];
  /** Rollback files that belong to no migration. */
  readonly orphans: readonly string[];
  /** What the layout has to say of the folder. */
  readonly remarks: readonly LooseFinding[];
  /** Whether the layout has rollbacks at all. */
  readonly reversible: boolean;
  /** Opens an empty database. */
  readonly open: () => Promise<Engine>;
  readonly engineName: string;
  readonly checks: readonly Check[];
  readonly config: Config;
  /** Generated rows per table. */
  readonly rows: number;
  readonly seed: number;
  /** First and last step to prove, by id; earlier ones are applied without being judged. */
  readonly from: string | null;
  readonly to: string | null;
  /** The only steps to prove, by id; null: every one between from and to. */
  readonly only: ReadonlySet<string> | null;
  /** What the base branch says of the steps; null: no base branch was named. */
  readonly history: History | null;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  readonly lock: Lock | null;
  /** Locked steps whose scripts may not change any more. */
  readonly frozen: ReadonlySet<string>;
  /** The other engines of the run; left out when this one is alone. */
  readonly peers?: Peers;
}

export interface ClimbResult {
  readonly steps: readonly StepReport[];
  /** Those that belong to no step. */
  readonly findings: readonly LooseFinding[];
  /** What the run saw of the proven steps, over what the lock knew of the others. */
  readonly lock: Lock;
}

/** Climbs a ladder step by step and proves each: forward, back and forward again, with rows in every table. */
export async function climb(options: ClimbOptions): Promise<ClimbResult> {
  const { migrations, config, rows, seed } = options;
  refuseOutside(migrations);
  const filling: Filling = { seed, rows, config };
  const memory: PlanMemory = new WeakMap();
  const { last, isSelected } = selectSteps(migrations, options);
  const ground = stateOf(await options.open());
  const passed = options.only === null ? [] : migrations.slice(0, firstOf(options.only, migrations));
  const ahead = await skipAhead(passed, ground, filling);
  let foothold: Foothold = ahead ?? { filled: ground, empty: async () => stateOf(await options.open()) };
  let broken: string | null = null;
  const reports: StepReport[] = [];
  const unproven: LooseFinding[] = [];
  const observed: Record<string, LockedStep> = { ...options.lock?.steps };

  for (const [position, migration] of migrations.slice(0, last + 1).entries()) {
    if (ahead !== null && position < passed.length) continue;
    options.onStep(migration.id, position, last + 1);
    const started = options.now();
    if (isSelected(position)) foothold = await withSpokenRows(foothold, migrations, position, filling);
    const { step, next, release } = await proveStep(migration, position, foothold, filling, isSelected(position));
    if (broken !== null && isConsequence(step)) {
      if (isSelected(position)) reports.push(consequenceReport(step, broken, options));
    } else if (isSelected(position)) {
      const { report, locked } = await reportStep(step, started, memory, options);
      reports.push(report);
      if (locked !== null) observed[migration.id] = locked;
    }
    if (next === null && broken === null) {
      broken = migration.id;
      if (!isSelected(position)) unproven.push(brokenBelow(step));
    }
    await release();
    // Rows that nobody looked at need not be traced back to where they come from.
    if (next !== null) foothold = isSelected(position) ? next : { ...next, filled: stateOf(next.filled.engine) };
  }
  const known = migrations.flatMap(({ id }) => (observed[id] === undefined ? [] : [[id, observed[id]] as const]));
  const findings = [
    ...options.remarks,
    ...unproven,
    ...removedFindings(options.history),
    ...orphanFindings(options.orphans),
  ];
  return { steps: reports, findings, lock: { version: 1, steps: Object.fromEntries(known) } };
}

function firstOf(ids: ReadonlySet<string>, migrations: readonly Migration[]): number {
  return Math.max(
    0,
    migrations.findIndex(({ id }) => ids.has(id)),
  );
}

/** A script that does not run after an earlier one did not: for want of what that one makes, unless it is no SQL at all. */
function isConsequence({ forward, settled }: Step): boolean {
  if (settled !== null || forward.failure === null) return false;
  return (
    forward.failure.kind === 'sql' &&
    !/syntax error|unrecognized token|incomplete input|no such function/.test(forward.failure.message)
  );
}
