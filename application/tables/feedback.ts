import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

const NewFeedback = z.strictObject({
  id: Id,
  eval_set_id: Id,
  trace_id: Id,
  rating: z.enum(['positive', 'negative', 'neutral']),
  notes: z.string().optional(),
});
const FeedbackChanges = NewFeedback.pick({ rating: true, notes: true }).partial();

/** Rates a trace. A trace is rated once in an eval set. */
export function insertFeedback(feedback: z.input<typeof NewFeedback>): SQLQuery {
  return insertRow('feedback', NewFeedback.parse(feedback));
}

/** Changes a rating, or what was said of it. */
export function updateFeedback(id: string, changes: z.input<typeof FeedbackChanges>): SQLQuery {
  return updateRow('feedback', id, FeedbackChanges.parse(changes));
}
