import { z } from 'zod';
import { JsonObject } from './jsonObject.ts';

const Count = z.int().nonnegative();

/** What a job of each type is asked to do. */
export const jobContexts = {
  import: z.strictObject({ integration_id: z.string(), limit: z.int().positive().optional() }),
  generate: z.strictObject({ eval_set_id: z.string(), custom_instructions: z.string().optional() }),
  execute: z.strictObject({ eval_id: z.string(), trace_ids: z.array(z.string()) }),
} as const;

/** What a job of each type has done when it is completed. */
export const jobResults = {
  import: z.strictObject({ imported: Count, skipped: Count }),
  generate: z.strictObject({ generated_eval_id: z.string() }),
  execute: z.strictObject({ executed: Count, contradictions: Count, errors: Count }),
} as const;

/** jobs.context: that of any type. */
export const JobContext = z.union([jobContexts.import, jobContexts.generate, jobContexts.execute]);

/** jobs.result: that of any type. */
export const JobResult = z.union([jobResults.import, jobResults.generate, jobResults.execute]);

/** jobs.metadata: what a worker notes beside them. */
export const JobMetadata = JsonObject;
