import { z } from 'zod';

/** A JSON object of any content: what is stored here belongs to an outside platform, to a tool, or to a worker. */
export const JsonObject = z.record(z.string(), z.json());
