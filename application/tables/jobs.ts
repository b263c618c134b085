import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { jsonText } from '../jsonText.ts';
import { JobMetadata, jobContexts } from '../shapes/jobDocuments.ts';
import { insertRow } from '../statements.ts';
import { Id } from './id.ts';

const anyJob = { id: Id, workspace_id: Id, metadata: jsonText(JobMetadata).optional() };

const NewJob = z.discriminatedUnion('type', [
  z.strictObject({ ...anyJob, type: z.literal('import'), context: jsonText(jobContexts.import) }),
  z.strictObject({ ...anyJob, type: z.literal('generate'), context: jsonText(jobContexts.generate) }),
  z.strictObject({ ...anyJob, type: z.literal('execute'), context: jsonText(jobContexts.execute) }),
]);

/** Puts a job into the queue of its workspace. What becomes of it: jobTransitions.ts. */
export function enqueueJob(job: z.input<typeof NewJob>): SQLQuery {
  return insertRow('jobs', NewJob.parse(job));
}
