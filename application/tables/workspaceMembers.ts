import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { insertRow } from '../statements.ts';
import { Id } from './id.ts';

const NewMember = z.strictObject({
  id: Id,
  workspace_id: Id,
  user_id: Id,
  role: z.enum(['owner', 'admin', 'member']).optional(),
});

/** Lets a user into a workspace, as a member if nothing else is said. */
export function insertMember(member: z.input<typeof NewMember>): SQLQuery {
  return insertRow('workspace_members', NewMember.parse(member));
}
