import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

const NewEvalSet = z.strictObject({
  id: Id,
  workspace_id: Id,
  name: z.string(),
  description: z.string().optional(),
  minimum_examples: z.int().positive().optional(),
});
const EvalSetChanges = NewEvalSet.omit({ id: true, workspace_id: true }).partial();

/** Adds a set that ratings are collected in. */
export function insertEvalSet(evalSet: z.input<typeof NewEvalSet>): SQLQuery {
  return insertRow('eval_sets', NewEvalSet.parse(evalSet));
}

/** Changes what an eval set is called, is for, or needs. */
export function updateEvalSet(id: string, changes: z.input<typeof EvalSetChanges>): SQLQuery {
  return updateRow('eval_sets', id, EvalSetChanges.parse(changes));
}
