import { describe, expect, test } from 'vitest';
import { topologicalTables } from '../../harness/generate/topologicalTables.ts';
import { databaseOf } from './database.ts';

async function order(sql: string): Promise<readonly string[]> {
  return topologicalTables((await databaseOf(sql)).schema).map((table) => table.name);
}

describe('the order of tables', () => {
  test('puts parents before their children and sorts the rest by name', async () => {
    expect(
      await order(`CREATE TABLE a (c_id REFERENCES c); CREATE TABLE c (id TEXT PRIMARY KEY, d_id REFERENCES D);
        CREATE TABLE b (x); CREATE TABLE d (id TEXT PRIMARY KEY)`),
    ).toEqual(['b', 'd', 'c', 'a']);
  });

  test('is not held up by self-references and by parents that are not there', async () => {
    expect(
      await order('CREATE TABLE b (id INTEGER PRIMARY KEY, up REFERENCES B); CREATE TABLE a (x REFERENCES gone)'),
    ).toEqual(['a', 'b']);
  });

  test('enters a cycle at the table whose keys can wait', async () => {
    expect(
      await order(`CREATE TABLE a (id TEXT PRIMARY KEY, b_id TEXT NOT NULL REFERENCES b);
        CREATE TABLE b (id TEXT PRIMARY KEY, a_id TEXT REFERENCES a)`),
    ).toEqual(['b', 'a']);
  });

  test('enters a cycle of keys that cannot wait at its first table', async () => {
    expect(
      await order(`CREATE TABLE c (id TEXT PRIMARY KEY, b_id TEXT NOT NULL REFERENCES b);
        CREATE TABLE b (id TEXT PRIMARY KEY, c_id TEXT NOT NULL REFERENCES c); CREATE TABLE d (b_id REFERENCES b)`),
    ).toEqual(['b', 'c', 'd']);
  });
});
