import type { RehearsedStep } from '../model/rehearsal.ts';
import type { ObservedStep } from './observed.ts';

/** What a step cost; `all`: the milliseconds of the whole step, what is not running its scripts is looking at the rows. */
export function measuredStep(
  { scripts, forward, after, rollback, reapplied }: ObservedStep,
  all: number,
  peakMiB: number,
): RehearsedStep {
  const runs = [forward.run, rollback?.run ?? null, reapplied?.run ?? null];
  const running = runs.reduce((sum, run) => sum + (run?.milliseconds ?? 0), 0);
  const applied = after === null ? null : forward.run;
  return {
    id: scripts.migration.id,
    forwardMs: applied && rounded(applied.milliseconds),
    rollbackMs: rollback?.run.failure === null ? rounded(rollback.run.milliseconds) : null,
    verifyMs: Math.max(0, rounded(all - running)),
    bytesBefore: forward.run.bytesBefore,
    bytesAfter: applied?.bytesAfter ?? null,
    peakMiB,
    writeLockMs: applied && rounded(applied.writeLockMs),
    rowsWritten: applied?.rowsWritten ?? null,
  };
}

/** Microseconds are as exact as a clock here gets. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
