import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseConnection, type SQLQuery, sql } from '@databases/sqlite-sync';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../application/database.ts';
import { insertEvalSet } from '../../application/tables/evalSets.ts';
import { insertEval } from '../../application/tables/evals.ts';
import { insertFeedback } from '../../application/tables/feedback.ts';
import { insertIntegration } from '../../application/tables/integrations.ts';
import { enqueueJob } from '../../application/tables/jobs.ts';
import { insertTrace } from '../../application/tables/traces.ts';
import { insertUser } from '../../application/tables/users.ts';
import { insertMember } from '../../application/tables/workspaceMembers.ts';
import { insertWorkspace } from '../../application/tables/workspaces.ts';
import { databaseAt, ladder } from '../reference/ladder.ts';

/** A new database file on the ladder's top rung, gone when the test is over. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'application.db');
  databaseAt(ladder.length, file).close();
  return file;
}

/** A connection that is closed when the test is over. */
export function connection(file: string): DatabaseConnection {
  const database = openDatabase(file);
  onTestFinished(() => database.dispose());
  return database;
}

/** A row for each table that another one points to, written as the application writes them. */
export const firstRows: readonly SQLQuery[] = [
  insertUser({ id: 'u', email: 'user@example.com' }),
  insertWorkspace({ id: 'w', name: 'W' }),
  insertMember({ id: 'm', workspace_id: 'w', user_id: 'u' }),
  insertIntegration({ id: 'i', workspace_id: 'w', platform: 'openai', name: 'I', api_key_encrypted: 'k' }),
  insertTrace({
    id: 't',
    workspace_id: 'w',
    integration_id: 'i',
    trace_id: 'x',
    source: 'openai',
    timestamp: '2025-01-01T00:00:00Z',
    steps: [],
  }),
  insertEvalSet({ id: 's', workspace_id: 'w', name: 'S' }),
  insertFeedback({ id: 'f', eval_set_id: 's', trace_id: 't', rating: 'positive' }),
  insertEval({ id: 'e', eval_set_id: 's', name: 'E', code: '', model_used: '' }),
  enqueueJob({ id: 'j', workspace_id: 'w', type: 'import', context: { integration_id: 'i' } }),
];

/** An open database with the first rows in it. */
export function filledDatabase(): DatabaseConnection {
  const database = connection(temporaryFile());
  database.query([...firstRows]);
  return database;
}

/** The row of a table with an id. */
export function rowOf(database: DatabaseConnection, table: string, id: string): Readonly<Record<string, unknown>> {
  const [row] = database.query(sql`SELECT * FROM ${sql.ident(table)} WHERE id = ${id}`);
  return row;
}
