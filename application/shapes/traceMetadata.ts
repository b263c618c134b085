import { z } from 'zod';

/** traces.metadata: where a trace comes from. Platforms add keys of their own, which are kept. */
export const TraceMetadata = z
  .object({
    user_id: z.string().optional(),
    session_id: z.string().optional(),
    tags: z.array(z.string()).optional(),
    environment: z.string().optional(),
  })
  .catchall(z.json());
