import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

const NewWorkspace = z.strictObject({ id: Id, name: z.string() });
const WorkspaceChanges = NewWorkspace.omit({ id: true });

/** Adds a workspace. */
export function insertWorkspace(workspace: z.input<typeof NewWorkspace>): SQLQuery {
  return insertRow('workspaces', NewWorkspace.parse(workspace));
}

/** Renames a workspace. */
export function updateWorkspace(id: string, changes: z.input<typeof WorkspaceChanges>): SQLQuery {
  return updateRow('workspaces', id, WorkspaceChanges.parse(changes));
}
