import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { Email } from '../email.ts';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

const NewUser = z.strictObject({ id: Id, email: Email, name: z.string().optional() });
const UserChanges = NewUser.omit({ id: true }).partial();

/** Adds a user; throws ZodError when the address is none. */
export function insertUser(user: z.input<typeof NewUser>): SQLQuery {
  return insertRow('users', NewUser.parse(user));
}

/** Changes what a user is called or written to; throws ZodError when the address is none. */
export function updateUser(id: string, changes: z.input<typeof UserChanges>): SQLQuery {
  return updateRow('users', id, UserChanges.parse(changes));
}
