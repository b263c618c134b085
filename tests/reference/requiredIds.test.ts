import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
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

// Rung, table, an id that the rung made up, and a key that has come to point to it.
const pointers = [
  [3, 'integrations', 'null-id-7', 'traces', 'integration_id'],
  [3, 'traces', 'null-id-6', 'feedback', 'trace_id'],
  [3, 'traces', 'null-id-9', 'eval_executions', 'trace_id'],
  [3, 'evals', 'null-id-8', 'evals', 'parent_eval_id'],
  [3, 'evals', 'null-id-7', 'eval_executions', 'eval_id'],
  [4, 'users', 'null-id-5', 'workspace_members', 'user_id'],
  [5, 'workspaces', 'null-id-4', 'workspace_members', 'workspace_id'],
  [5, 'workspaces', 'null-id-4', 'integrations', 'workspace_id'],
  [5, 'workspaces', 'null-id-4', 'traces', 'workspace_id'],
  [5, 'workspaces', 'null-id-4', 'eval_sets', 'workspace_id'],
  [5, 'workspaces', 'null-id-4', 'jobs', 'workspace_id'],
  [5, 'eval_sets', 'null-id-6', 'feedback', 'eval_set_id'],
  [5, 'eval_sets', 'null-id-6', 'evals', 'eval_set_id'],
] as const;

test.each(pointers)('the rollback of rung %i leaves %s %s its id when %s.%s points to it', (...pointer) => {
  const [number, table, id, child, key] = pointer;
  const database = filledDatabaseAt(number);
  database.exec(`UPDATE ${child} SET ${key} = '${id}' WHERE rowid = 2`);
  const ids = idsOf(database, table);
  run(database, rung(number).rollback);
  const goesBack = (value: unknown) => value !== id && String(value).startsWith('null-id-');
  expect(idsOf(database, table)).toEqual(ids.map((value) => (goesBack(value) ? null : value)));
  expect(database.pragma('foreign_key_check')).toEqual([]);
});
