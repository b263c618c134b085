import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { climb } from './ladder.ts';

const start = '2030-01-01 00:00:00';
const later = '2030-01-01 00:00:01';
let now: string;
let database: Database.Database;

beforeEach(() => {
  now = start;
  database = new Database(':memory:');
  // CURRENT_TIMESTAMP is a function to SQLite, and the connection may replace it.
  database.function('current_timestamp', () => now);
  database.pragma('foreign_keys = ON');
  climb(database, 0, 9);
  database.exec(`
    INSERT INTO workspaces (id, name) VALUES ('w', 'W'), ('other', 'O');
    INSERT INTO users (id, email) VALUES ('u', 'u@example.com'), ('other', 'o@example.com');
    INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted)
      VALUES ('i', 'w', 'openai', 'I', 'k'), ('other', 'w', 'openai', 'O', 'k');
    INSERT INTO eval_sets (id, workspace_id, name) VALUES ('s', 'w', 'S'), ('other', 'w', 'O');
    INSERT INTO traces (id, workspace_id, integration_id, trace_id, source, timestamp, steps)
      VALUES ('t', 'w', 'i', 'x', 'openai', '2025-01-01T00:00:00Z', '[]'), ('t2', 'w', 'i', 'y', 'openai', '', '[]');
    INSERT INTO feedback (id, eval_set_id, trace_id, rating)
      VALUES ('f', 's', 't', 'neutral'), ('other', 's', 't2', 'neutral');
    INSERT INTO evals (id, eval_set_id, name, version, parent_eval_id, code, model_used) VALUES
      ('e', 's', 'E', 1, NULL, '', ''), ('child', 's', 'C', 2, 'e', '', ''), ('other', 's', 'O', 3, NULL, '', '');
  `);
});

const updatedAt = (table: string, id: string) =>
  database.prepare(`SELECT updated_at FROM ${table} WHERE id = ?`).pluck().get(id);

const tables = [
  ['workspaces', 'w', 'name'],
  ['users', 'u', 'name'],
  ['integrations', 'i', 'base_url'],
  ['eval_sets', 's', 'description'],
  ['feedback', 'f', 'notes'],
  ['evals', 'e', 'description'],
] as const;

describe.each([0, 1])('with recursive_triggers = %i', (recursive) => {
  beforeEach(() => {
    database.pragma(`recursive_triggers = ${recursive}`);
  });

  describe.each(tables)('%s', (table, id, column) => {
    const update = (assignment: string) => database.exec(`UPDATE ${table} SET ${assignment} WHERE id = '${id}'`);

    test('a statement that forgets updated_at moves it all the same, on its own row only', () => {
      now = later;
      update(`${column} = 'changed'`);
      expect(updatedAt(table, id)).toBe(later);
      expect(updatedAt(table, 'other')).toBe(start);
    });

    test('an update within the second of the last one is no error', () => {
      update(`${column} = 'changed'`);
      update(`${column} = 'changed again'`);
      expect(updatedAt(table, id)).toBe(start);
    });

    test('a value that the statement writes is kept, whatever it is', () => {
      now = later;
      update(`updated_at = '1999-09-09'`);
      expect(updatedAt(table, id)).toBe('1999-09-09');
      update(`updated_at = NULL`);
      expect(updatedAt(table, id)).toBe(null);
    });

    test('a row whose updated_at is NULL gets a time with its next change', () => {
      update(`updated_at = NULL`);
      update(`${column} = 'changed'`);
      expect(updatedAt(table, id)).toBe(start);
    });
  });

  test('an evaluator whose parent is deleted loses the parent and keeps its updated_at', () => {
    now = later;
    database.exec("DELETE FROM evals WHERE id = 'e'");
    expect(database.prepare("SELECT parent_eval_id, updated_at FROM evals WHERE id = 'child'").raw().get()).toEqual([
      null,
      start,
    ]);
  });

  test('an evaluator that is taken from its parent by a statement moves', () => {
    now = later;
    database.exec("UPDATE evals SET parent_eval_id = NULL WHERE id = 'child'");
    expect(updatedAt('evals', 'child')).toBe(later);
  });

  test('an evaluator that has lost its parent moves with its next change', () => {
    database.exec("DELETE FROM evals WHERE id = 'e'");
    now = later;
    database.exec("UPDATE evals SET name = 'changed' WHERE id = 'child'");
    expect(updatedAt('evals', 'child')).toBe(later);
  });
});

test('RETURNING shows the value from before the trigger', () => {
  now = later;
  const returning = database.prepare("UPDATE users SET name = 'changed' WHERE id = 'u' RETURNING updated_at").pluck();
  expect(returning.get()).toBe(start);
  expect(updatedAt('users', 'u')).toBe(later);
});

test('INSERT OR REPLACE fires no trigger: the new row has what the statement gave it', () => {
  now = later;
  database.exec("INSERT OR REPLACE INTO users (id, email, updated_at) VALUES ('u', 'new@example.com', '1999-09-09')");
  expect(updatedAt('users', 'u')).toBe('1999-09-09');
});

test('an UPSERT that updates does fire it', () => {
  now = later;
  database.exec(`
    INSERT INTO users (id, email) VALUES ('u', 'u@example.com') ON CONFLICT (id) DO UPDATE SET name = 'changed'`);
  expect(updatedAt('users', 'u')).toBe(later);
});
