import { expect, test } from 'vitest';
import { planOf } from '../../harness/generate/planMemory.ts';
import { databaseOf } from './database.ts';

async function plan(sql: string, seed = 1) {
  const { schema } = await databaseOf(sql);
  const table = schema.tables.find(({ name }) => name === 't');
  if (table === undefined) throw new Error('no table t');
  return planOf(table, schema.triggers, seed);
}

test('a table is planned once for each definition', async () => {
  const sql = 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (x TEXT REFERENCES p)';
  const first = await plan(sql);
  expect(await plan(sql)).toBe(first);
  const others = [
    plan(sql, 2),
    plan(sql.replace('x TEXT', 'x INT')),
    plan(sql.replace('id INTEGER', 'key INTEGER')),
    plan(`${sql}; CREATE UNIQUE INDEX i ON t (x)`),
    plan(`${sql}; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END`),
  ];
  for (const other of await Promise.all(others)) expect(other).not.toBe(first);
});
