import { UserError } from '../model/errors.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration } from '../model/script.ts';
import { applyStep } from './applyStep.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';

/** Applies steps up to the first that fails, and answers with its error; what came of each is noted in `results`. */
export async function applyAll(
  steps: readonly Migration[],
  schemas: readonly SchemaSnapshot[],
  context: OperationContext,
  results: Map<string, StepResult>,
): Promise<UserError | null> {
  for (const { id } of steps) results.set(id, { action: 'not-run', run: null });
  for (const step of steps) {
    try {
      const position = context.migrations.indexOf(step);
      const expected = { before: schemas[position] ?? null, after: schemas[position + 1] ?? null };
      const run = await applyStep(step, expected, context);
      results.set(step.id, { action: run === null ? 'skipped' : 'applied', run });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      results.set(step.id, { action: 'failed', run: null });
      return error;
    }
  }
  return null;
}
