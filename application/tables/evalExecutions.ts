import { type DatabaseTransaction, type SQLQuery, sql } from '@databases/sqlite-sync';
import { z } from 'zod';
import { insertRow } from '../statements.ts';
import { countExecution } from './evals.ts';
import { Id } from './id.ts';

const NewExecution = z.strictObject({
  id: Id,
  eval_id: Id,
  trace_id: Id,
  result: z.boolean().transform(Number),
  reason: z.string(),
  execution_time_ms: z.int().nonnegative(),
  error: z.string().optional(),
  stdout: z.string().optional(),
  stderr: z.string().optional(),
});

/** Stores what an evaluator said of a trace and counts it. Two statements: run it inside `write`. */
export function recordExecution(transaction: DatabaseTransaction, execution: z.input<typeof NewExecution>): void {
  transaction.query(insertRow('eval_executions', NewExecution.parse(execution)));
  const [row] = transaction.query(contradictions(execution.id));
  transaction.query(countExecution(execution.eval_id, row.contradictions > 0));
}

function contradictions(executionId: string): SQLQuery {
  return sql`
    SELECT count(*) AS contradictions FROM eval_comparison
    WHERE execution_id = ${executionId} AND is_contradiction = 1`;
}
