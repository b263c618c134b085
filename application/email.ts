import { z } from 'zod';

/**
 * users.email. Stricter than the database, whose CHECK (email LIKE '%@%.%') is the net under it: whatever this accepts,
 * the database accepts.
 */
export const Email = z.email().max(254);
