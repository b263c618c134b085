import type { Operation, OperationStep, StepAction } from '../model/operation.ts';
import type { Migration } from '../model/script.ts';
import { scriptDigest } from '../sql/scriptDigest.ts';
import type { StepRun } from './context.ts';
import type { Standing } from './standing.ts';

/** What a command did with a step; `run` where its script went through. */
export interface StepResult {
  readonly action: StepAction;
  readonly run: StepRun | null;
}

/** Every step of the folder and of the database as it stands now, with what was done to it. */
export function describeSteps(
  standing: Standing,
  migrations: readonly Migration[],
  results: ReadonlyMap<string, StepResult>,
): Operation['steps'] {
  const { ledger, overtaken } = standing;
  const applied = new Map(ledger?.applied.map((step) => [step.id, step]));
  const edited = new Set(ledger?.edited);
  const known = migrations.map((migration): OperationStep => {
    const { id } = migration;
    const step = applied.get(id);
    const { action = null, run = null } = results.get(id) ?? {};
    return {
      id,
      standing: edited.has(id)
        ? 'edited'
        : step !== undefined
          ? 'applied'
          : overtaken.includes(id)
            ? 'out-of-order'
            : 'pending',
      appliedAt: step?.appliedAt ?? null,
      appliedBy: standing.history.get(id)?.appliedBy ?? null,
      rollback: rollbackOf(migration, standing),
      action,
      durationMs: run && rounded(run.milliseconds),
      lockMs: run && rounded(run.lockMs),
      rows: run?.rows ?? null,
    };
  });
  return [...known, ...(ledger?.unknown ?? []).map(unknownStep)];
}

/** Microseconds are as exact as a clock here gets. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** Whether a step can be taken back by the script that it was applied with. */
export function rollbackOf(
  { id, forward, rollback }: Migration,
  { history }: Pick<Standing, 'history'>,
): OperationStep['rollback'] {
  if (rollback === null) {
    return forward.directives.some(({ kind }) => kind === 'irreversible') ? 'irreversible' : 'missing';
  }
  const then = history.get(id)?.rollbackDigest ?? null;
  return then === null || then === scriptDigest(rollback) ? 'there' : 'edited';
}

function unknownStep(id: string): OperationStep {
  return {
    id,
    standing: 'unknown',
    appliedAt: null,
    appliedBy: null,
    rollback: 'missing',
    action: null,
    durationMs: null,
    lockMs: null,
    rows: null,
  };
}
