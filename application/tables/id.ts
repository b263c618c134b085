import { z } from 'zod';

/** A row's own id, or that of a row it points to. */
export const Id = z.string().min(1);
