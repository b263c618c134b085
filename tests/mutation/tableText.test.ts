import { expect, test } from 'vitest';
import { readTableText } from '../../harness/mutation/tableText.ts';
import { databaseOf } from '../generate/database.ts';

async function clausesOf(sql: string): Promise<readonly string[]> {
  const [table] = (await databaseOf(sql)).schema.tables;
  if (table === undefined) throw new Error('there is no table');
  const text = readTableText(table);
  return text.items.flatMap(({ column, clauses }) =>
    clauses.map(({ kind, start, end }) => `${column ?? '-'} ${kind}: ${text.sql.slice(start, end)}`),
  );
}

test('finds each clause of a column from its name to its last word', async () => {
  const sql = `CREATE TABLE t (
    a TEXT(20) CONSTRAINT "is there" NOT NULL ON CONFLICT IGNORE DEFAULT current_date COLLATE NOCASE /* , */ CHECK (a <> ',')
  )`;
  expect(await clausesOf(sql)).toEqual([
    'a not null: CONSTRAINT "is there" NOT NULL ON CONFLICT IGNORE',
    'a default: DEFAULT current_date',
    'a collate: COLLATE NOCASE',
    "a check: CHECK (a <> ',')",
  ]);
});

test('takes the actions of a foreign key for no clauses of their own', async () => {
  const sql = `CREATE TABLE t (a INTEGER REFERENCES t ON DELETE SET DEFAULT ON UPDATE SET NULL NOT DEFERRABLE UNIQUE,
    b INT, FOREIGN KEY (b) REFERENCES t (a) ON DELETE SET DEFAULT)`;
  expect(await clausesOf(sql)).toEqual([
    'a references: REFERENCES t ON DELETE SET DEFAULT ON UPDATE SET NULL NOT DEFERRABLE',
    'a unique: UNIQUE',
    '- foreign key: FOREIGN KEY (b) REFERENCES t (a) ON DELETE SET DEFAULT',
  ]);
});

test('takes a generated column for one clause', async () => {
  const sql = 'CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a + 1) STORED NOT NULL, c AS (a))';
  expect(await clausesOf(sql)).toEqual([
    'b generated: GENERATED ALWAYS AS (a + 1) STORED',
    'b not null: NOT NULL',
    'c generated: AS (a)',
  ]);
});
