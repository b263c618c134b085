import { type DatabaseTransaction, type SQLQuery, sql } from '@databases/sqlite-sync';
import { z } from 'zod';
import { JobNotReady } from '../errors.ts';
import { jsonText } from '../jsonText.ts';
import { jobResults } from '../shapes/jobDocuments.ts';

// queued → running → completed | failed | cancelled. Each step is one UPDATE that names the state it starts from: of
// two workers that want the same step only one finds the job in that state.

const JobOutcome = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('import'), result: jsonText(jobResults.import) }),
  z.strictObject({ type: z.literal('generate'), result: jsonText(jobResults.generate) }),
  z.strictObject({ type: z.literal('execute'), result: jsonText(jobResults.execute) }),
]);

const Progress = z.int().min(0).max(100);

/** Starts the oldest queued job of a workspace and answers with its id; null when there is nothing to do. */
export function claimJob(transaction: DatabaseTransaction, workspaceId: string): string | null {
  const [row] = transaction.query(sql`
    UPDATE jobs SET status = 'running', started_at = CURRENT_TIMESTAMP
    WHERE id = (
      SELECT id FROM jobs WHERE workspace_id = ${workspaceId} AND status = 'queued' ORDER BY created_at, id LIMIT 1
    )
    RETURNING id`);
  return row?.id ?? null;
}

/** Starts one job: queued to running. Throws JobNotReady when it is not queued. */
export function startJob(transaction: DatabaseTransaction, id: string): void {
  step(transaction, id, 'queued', sql`status = 'running', started_at = CURRENT_TIMESTAMP`);
}

/** Notes how far a running job is, in percent. Throws JobNotReady when it is not running. */
export function reportProgress(transaction: DatabaseTransaction, id: string, percent: number): void {
  step(transaction, id, 'running', sql`progress = ${Progress.parse(percent)}`);
}

/** Ends a running job with what it has done. Throws JobNotReady when no job of that type is running under this id. */
export function completeJob(transaction: DatabaseTransaction, id: string, outcome: z.input<typeof JobOutcome>): void {
  const { type, result } = JobOutcome.parse(outcome);
  const done = sql`status = 'completed', result = ${result}, completed_at = CURRENT_TIMESTAMP`;
  step(transaction, id, 'running', done, sql`AND type = ${type}`);
}

/** Ends a running job that could not do its work. Throws JobNotReady when it is not running. */
export function failJob(transaction: DatabaseTransaction, id: string, error: string): void {
  step(transaction, id, 'running', sql`status = 'failed', error = ${error}, completed_at = CURRENT_TIMESTAMP`);
}

/** Ends a running job that nobody wants any more. Throws JobNotReady when it is not running. */
export function cancelJob(transaction: DatabaseTransaction, id: string): void {
  step(transaction, id, 'running', sql`status = 'cancelled', completed_at = CURRENT_TIMESTAMP`);
}

function step(transaction: DatabaseTransaction, id: string, from: string, changes: SQLQuery, condition = sql``): void {
  const moved = transaction.query(sql`
    UPDATE jobs SET ${changes} WHERE id = ${id} AND status = ${from} ${condition} RETURNING id`);
  if (moved.length === 0) throw new JobNotReady(`Job ${id} is not ${from}.`);
}
