import type { Rehearsal, RehearsedStep } from '../model/rehearsal.ts';

/** A rehearsal with every key in its place. */
export function orderedRehearsal({ database, steps, verdict, proof }: Rehearsal): Rehearsal {
  return {
    database: { bytes: database.bytes, rows: database.rows },
    steps: steps.map(orderedMeasures),
    verdict,
    proof,
  };
}

function orderedMeasures(step: RehearsedStep): RehearsedStep {
  const { id, forwardMs, rollbackMs, verifyMs, bytesBefore, bytesAfter, peakMiB, writeLockMs, rowsWritten } = step;
  return { id, forwardMs, rollbackMs, verifyMs, bytesBefore, bytesAfter, peakMiB, writeLockMs, rowsWritten };
}
