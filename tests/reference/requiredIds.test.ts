import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { databaseAt, run, rung } from './ladder.ts';
import { filledDatabaseAt } from './rows.ts';

const idsOf = (database: Database.Database, table: string) =>
  database.prepare(`SELECT id FROM ${table} ORDER BY rowid`).pluck().all();

test('rows without an id get one from their rowid, and the step remembers which', () => {
  const database = filledDatabaseAt(5);
  expect(idsOf(database, 'users')).toEqual([Buffer.from('u7'), 'u1', 'u2', 'null-id-5', 'null-id-9']);
  expect(idsOf(database, 'traces')).toEqual(['t1', 't2', 'null-id-6', 'null-id-9', 't5']);
  expect(database.prepare('SELECT * FROM ids_filled_by_0003 ORDER BY 1, 2').raw().all()).toEqual([
    ['evals', 7],
    ['evals', 8],
    ['integrations', 7],
    ['jobs', 5],
    ['jobs', 6],
    ['traces', 6],
    ['traces', 9],
  ]);
});

test('after rung 5 none of the ten tables accepts a row without an id', () => {
  const database = filledDatabaseAt(5);
  const tables = databaseAt(1).prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  for (const table of tables) {
    expect(() => database.exec(`UPDATE ${table} SET id = NULL`)).toThrow(`NOT NULL constraint failed: ${table}.id`);
  }
});

// A row that was written after the step, by table: what it points to, and the row.
const pointers = [
  [
    3,
    'integrations',
    'null-id-7',
    `INSERT INTO traces (id, workspace_id, integration_id, trace_id, source, timestamp, steps)
    VALUES ('new', 'w1', 'null-id-7', 'x', 'openai', '2025-01-01T00:00:00Z', '[]')`,
  ],
  [
    3,
    'traces',
    'null-id-6',
    `INSERT INTO feedback (id, eval_set_id, trace_id, rating)
    VALUES ('new', 's1', 'null-id-6', 'positive')`,
  ],
  [
    3,
    'traces',
    'null-id-9',
    `INSERT INTO eval_executions (id, eval_id, trace_id, result, reason, execution_time_ms)
    VALUES ('new', 'e1', 'null-id-9', 1, '', 0)`,
  ],
  [
    3,
    'evals',
    'null-id-8',
    `INSERT INTO evals (id, eval_set_id, name, version, parent_eval_id, code, model_used)
    VALUES ('new', 's2', 'n', 9, 'null-id-8', '', '')`,
  ],
  [
    3,
    'evals',
    'null-id-7',
    `INSERT INTO eval_executions (id, eval_id, trace_id, result, reason, execution_time_ms)
    VALUES ('new', 'null-id-7', 't1', 1, '', 0)`,
  ],
  [
    4,
    'users',
    'null-id-5',
    `INSERT INTO workspace_members (id, workspace_id, user_id) VALUES ('new', 'w1', 'null-id-5')`,
  ],
  [5, 'workspaces', 'null-id-4', `INSERT INTO jobs (id, workspace_id, type) VALUES ('new', 'null-id-4', 'import')`],
  [
    5,
    'eval_sets',
    'null-id-6',
    `INSERT INTO feedback (id, eval_set_id, trace_id, rating)
    VALUES ('new', 'null-id-6', 't1', 'neutral')`,
  ],
] as const;

describe('the rollback', () => {
  test.each(pointers)(
    'of rung %i leaves to the row of %s the id %s, which a newer row points to',
    (...[number, table, id, insert]) => {
      const database = filledDatabaseAt(number);
      database.exec(insert);
      const ids = idsOf(database, table);
      run(database, rung(number).rollback);
      const madeUp = (value: unknown) => value !== id && String(value).startsWith('null-id-');
      expect(idsOf(database, table)).toEqual(ids.map((value) => (madeUp(value) ? null : value)));
      expect(database.pragma('foreign_key_check')).toEqual([]);
    },
  );
});
