import { UserError } from '../model/errors.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration } from '../model/script.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';
import { type TakenBack, takeBackStep } from './takeBackStep.ts';

/**
 * Takes steps back in the order given, up to the first that cannot be, and answers with its error; what came of each is
 * noted in `results`.
 */
export async function takeBackAll(
  steps: readonly Migration[],
  schemas: readonly SchemaSnapshot[],
  result: TakenBack,
  context: OperationContext,
  results: Map<string, StepResult>,
): Promise<UserError | null> {
  for (const step of steps) {
    try {
      const position = context.migrations.indexOf(step);
      const expected = { before: schemas[position + 1] ?? null, after: schemas[position] ?? null };
      const run = await takeBackStep(step, expected, result, context);
      results.set(step.id, { action: run === null ? 'skipped' : 'rolled-back', run });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (result === 'rolled-back') results.set(step.id, { action: 'failed', run: null });
      return error;
    }
  }
  return null;
}
