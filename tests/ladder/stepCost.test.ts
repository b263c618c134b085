import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { queriesUseIndexes } from '../../harness/checks/queries-use-indexes.ts';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import type { CataloguedQuery } from '../../harness/model/query.ts';
import { configOf, type Pair, prove, query } from '../checks/climbing.ts';

const d1 = startD1({ now: Date.now });
afterAll(() => d1.stop());

const onD1 = (pairs: readonly Pair[], queries: readonly CataloguedQuery[] = []) =>
  prove(pairs, { open: d1.open, engineName: 'd1', config: configOf({ queries }), checks: [queriesUseIndexes] });

const BOOKS: Pair = [
  'CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, state TEXT NOT NULL); CREATE INDEX by_title ON books (title);',
  'DROP TABLE books;',
];

test('an engine that does not count has no cost', async () => {
  const { steps } = await prove([BOOKS], { checks: [queriesUseIndexes] });
  expect(steps[0]?.cost).toBeNull();
});

test('the reference schema costs what D1 itself says of it', async () => {
  const sql = readFileSync(join(import.meta.dirname, '../../migrations/0001_initial_schema.sql'), 'utf8');
  const { steps } = await onD1([[sql, null]]);
  expect(steps[0]?.cost).toEqual({ forward: { rowsRead: 63, rowsWritten: 65 }, rollback: null, queries: {} });
});

test('entries of indexes are rows that are written, and a query reads what it looks at', async () => {
  const fill = "DELETE FROM books; INSERT INTO books VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'x');";
  const { steps } = await onD1(
    [BOOKS, ['CREATE TABLE other (a);', 'DROP TABLE other;'], [fill, 'DELETE FROM books;']],
    [query('all', 'SELECT * FROM books'), query('gone', 'SELECT * FROM nowhere')],
  );
  const cost = steps[2]?.cost;
  expect(cost?.forward.rowsWritten).toBeGreaterThanOrEqual(6);
  expect(cost?.queries).toEqual({ all: { rowsRead: 3, rowsWritten: 0 } });
  expect(cost?.rollback?.rowsWritten).toBe(3);
});

test('a rollback that does not run has no cost, and a step that does not apply has none at all', async () => {
  const { steps } = await onD1([
    [BOOKS[0], 'DROP TABLE nowhere;'],
    ['CREATE INDEX i ON nowhere (a);', null],
  ]);
  expect(steps.map(({ cost }) => cost?.rollback ?? null)).toEqual([null, null]);
  expect(steps[0]?.cost?.forward.rowsRead).toBeGreaterThan(0);
  expect(steps[1]?.cost).toBeNull();
});
