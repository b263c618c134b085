import { sql } from '@databases/sqlite-sync';
import { expect, test } from 'vitest';
import { recordExecution } from '../../application/tables/evalExecutions.ts';
import { updateEvalSet } from '../../application/tables/evalSets.ts';
import { countExecution, updateEval } from '../../application/tables/evals.ts';
import { updateFeedback } from '../../application/tables/feedback.ts';
import { updateIntegration } from '../../application/tables/integrations.ts';
import { insertTrace } from '../../application/tables/traces.ts';
import { updateUser } from '../../application/tables/users.ts';
import { updateWorkspace } from '../../application/tables/workspaces.ts';
import { filledDatabase, rowOf } from './temporaryDatabase.ts';

const updates = [
  ['workspaces', 'w', updateWorkspace('w', { name: 'New' }), { name: 'New' }],
  ['users', 'u', updateUser('u', { email: 'new@example.com' }), { email: 'new@example.com', name: null }],
  [
    'integrations',
    'i',
    updateIntegration('i', { status: 'error', error_message: 'gone', config: { a: [1] } }),
    { status: 'error', error_message: 'gone', config: '{"a":[1]}', name: 'I' },
  ],
  ['eval_sets', 's', updateEvalSet('s', { minimum_examples: 9 }), { minimum_examples: 9, name: 'S' }],
  ['feedback', 'f', updateFeedback('f', { rating: 'negative', notes: 'No.' }), { rating: 'negative', notes: 'No.' }],
  ['evals', 'e', updateEval('e', { accuracy: 0.5, status: 'active' }), { accuracy: 0.5, status: 'active', name: 'E' }],
  ['evals', 'e', countExecution('e', true), { execution_count: 1, contradiction_count: 1 }],
] as const;

test.each(updates)(
  'an update of %s changes what it names and moves updated_at, with or without the triggers',
  (table, id, update, changed) => {
    const database = filledDatabase();
    const longAgo = sql`UPDATE ${sql.ident(table)} SET updated_at = '2000-01-01 00:00:00' WHERE id = ${id}`;
    const triggers = database.query(sql`SELECT name FROM sqlite_schema WHERE type = 'trigger'`);
    for (const { name } of triggers) database.query(sql`DROP TRIGGER ${sql.ident(name)}`);
    database.query(longAgo);
    database.query(update);
    const row = rowOf(database, table, id);
    expect(row).toMatchObject(changed);
    expect(row['updated_at']).toMatch(/^20[2-9]\d-\d\d-\d\d \d\d:\d\d:\d\d$/);
  },
);

test('an execution is stored and counted; it contradicts where a person said otherwise', () => {
  const database = filledDatabase();
  database.query(
    insertTrace({
      id: 'unrated',
      workspace_id: 'w',
      integration_id: 'i',
      trace_id: 'y',
      source: 'openai',
      timestamp: '2025-01-01T00:00:00Z',
      steps: [],
    }),
  );
  const execution = { eval_id: 'e', reason: '', execution_time_ms: 1 };
  recordExecution(database, { ...execution, id: 'x1', trace_id: 't', result: false });
  recordExecution(database, { ...execution, id: 'x2', trace_id: 'unrated', result: false });
  expect(rowOf(database, 'evals', 'e')).toMatchObject({ execution_count: 2, contradiction_count: 1 });
  expect(rowOf(database, 'eval_executions', 'x1')).toMatchObject({ result: 0 });
});
