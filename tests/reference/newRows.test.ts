import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { ladder, run, rung } from './ladder.ts';
import { picture } from './picture.ts';
import { filledDatabaseAt } from './rows.ts';

/** One new row in each of the ten tables, legal on every rung. */
function writeNewRows(database: Database.Database): void {
  database.exec(`
    INSERT INTO users (id, email) VALUES ('new', 'new@example.com');
    INSERT INTO workspaces (id, name) VALUES ('new', 'New');
    INSERT INTO workspace_members (id, workspace_id, user_id) VALUES ('new', 'new', 'new');
    INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted)
      VALUES ('new', 'new', 'openai', 'N', 'k');
    INSERT INTO traces (id, workspace_id, integration_id, trace_id, source, timestamp, steps)
      VALUES ('new', 'new', 'new', 'x', 'openai', '2025-01-01T00:00:00Z', '[]');
    INSERT INTO eval_sets (id, workspace_id, name) VALUES ('new', 'new', 'N');
    INSERT INTO feedback (id, eval_set_id, trace_id, rating) VALUES ('new', 'new', 'new', 'positive');
    INSERT INTO evals (id, eval_set_id, name, code, model_used) VALUES ('new', 'new', 'N', '', '');
    INSERT INTO eval_executions (id, eval_id, trace_id, result, reason, execution_time_ms)
      VALUES ('new', 'new', 'new', 1, '', 1);
    INSERT INTO jobs (id, workspace_id, type) VALUES ('new', 'new', 'import');
  `);
}

test.each(ladder.slice(1).map(({ id }, index) => [id, index + 2] as const))(
  'rows that were written after %s are still there after its rollback',
  (_id, number) => {
    const before = picture(filledDatabaseAt(number - 1)).rows;
    const database = filledDatabaseAt(number);
    writeNewRows(database);
    run(database, rung(number).rollback);
    const after = picture(database).rows;
    const added = Object.keys(before).map((table) => (after[table]?.length ?? 0) - (before[table]?.length ?? 0));
    expect(added.filter((count) => count !== 0)).toEqual(Array(10).fill(1));
  },
);

test('jobs keep their metadata through a rollback of rung 3', () => {
  const database = filledDatabaseAt(3);
  database.exec(`INSERT INTO jobs (id, workspace_id, type, metadata) VALUES ('new', 'w1', 'import', '{"attempt": 2}')`);
  run(database, rung(3).rollback);
  expect(database.prepare("SELECT metadata FROM jobs WHERE id = 'new'").pluck().get()).toBe('{"attempt": 2}');
});
