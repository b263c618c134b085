import { type SQLQuery, sql } from '@databases/sqlite-sync';
import { z } from 'zod';
import { jsonText } from '../jsonText.ts';
import { TestResults, TrainingTraceIds } from '../shapes/evalDocuments.ts';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

const NewEval = z.strictObject({
  id: Id,
  eval_set_id: Id,
  name: z.string(),
  description: z.string().optional(),
  version: z.int().positive().optional(),
  parent_eval_id: Id.optional(),
  code: z.string(),
  model_used: z.string(),
  generation_prompt: z.string().optional(),
  custom_instructions: z.string().optional(),
  training_trace_ids: jsonText(TrainingTraceIds).optional(),
});

const EvalChanges = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    accuracy: z.number().min(0).max(1),
    test_results: jsonText(TestResults),
    status: z.enum(['draft', 'active', 'archived']),
  })
  .partial();

/** Adds a generated evaluator, as a draft. */
export function insertEval(evaluator: z.input<typeof NewEval>): SQLQuery {
  return insertRow('evals', NewEval.parse(evaluator));
}

/** Changes what an evaluator is called, how it did, or whether it is in use. */
export function updateEval(id: string, changes: z.input<typeof EvalChanges>): SQLQuery {
  return updateRow('evals', id, EvalChanges.parse(changes));
}

/** Counts one more execution. The addition is the database's: two processes cannot overwrite each other's count. */
export function countExecution(id: string, contradicted: boolean): SQLQuery {
  return sql`
    UPDATE evals
    SET execution_count = execution_count + 1,
      contradiction_count = contradiction_count + ${Number(contradicted)},
      updated_at = CURRENT_TIMESTAMP
    WHERE id = ${id}`;
}
