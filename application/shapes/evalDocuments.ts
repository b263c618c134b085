import { z } from 'zod';
import { JsonObject } from './jsonObject.ts';

const Count = z.int().nonnegative();

/** evals.test_results: how an evaluator did on the examples that it was not generated from. */
export const TestResults = z.strictObject({
  correct: Count,
  incorrect: Count,
  errors: Count,
  total: Count,
  details: z.array(JsonObject),
});

/** evals.training_trace_ids: the traces whose ratings the evaluator was generated from. */
export const TrainingTraceIds = z.array(z.string());
