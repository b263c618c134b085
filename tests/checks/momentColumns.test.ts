import { expect, test } from 'vitest';
import { momentColumns } from '../../harness/checks/parts/momentColumns.ts';
import { databaseOf } from '../generate/database.ts';

/** The columns that the moment reaches, as `table.column`. */
async function reached(sql: string, ...statements: readonly string[]): Promise<readonly string[]> {
  const { schema } = await databaseOf(sql);
  const isOfTheMoment = momentColumns(schema, statements);
  const names = schema.tables.flatMap(({ name, columns }) => columns.map((column) => [name, column.name] as const));
  return names.filter(([table, column]) => isOfTheMoment(table, column)).map((pair) => pair.join('.'));
}

test.each(['(hex(randomblob(8)))', 'CURRENT_TIMESTAMP', '(unixepoch())', "(datetime('now'))", '(random())'])(
  'a default %s reaches its column',
  async (value) => {
    expect(await reached(`CREATE TABLE t (a DEFAULT ${value}, b DEFAULT 7, c DEFAULT 'random')`)).toEqual(['t.a']);
  },
);

test('a statement reaches the columns that it names, and where it names none all of the table', async () => {
  const sql = 'CREATE TABLE t (a, b); CREATE TABLE u (a)';
  expect(await reached(sql, 'UPDATE t SET b = random()')).toEqual(['t.b']);
  expect(await reached(sql, 'INSERT INTO t VALUES (random(), 1)')).toEqual(['t.a', 't.b']);
  expect(await reached(sql, 'UPDATE t SET b = 7')).toEqual([]);
});

test('a trigger reaches what it names', async () => {
  const sql =
    'CREATE TABLE t (id INTEGER PRIMARY KEY, moved); CREATE TRIGGER m AFTER UPDATE ON t BEGIN UPDATE t SET moved = CURRENT_TIMESTAMP WHERE id = NEW.id; END';
  expect(await reached(sql)).toEqual(['t.id', 't.moved']);
});

test('a name is the same in capitals', async () => {
  const { schema } = await databaseOf('CREATE TABLE Log (At DEFAULT CURRENT_TIMESTAMP)');
  expect(momentColumns(schema, [])('log', 'at')).toBe(true);
});
