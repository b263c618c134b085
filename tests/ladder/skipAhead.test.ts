import { describe, expect, test } from 'vitest';
import { configOf, ladderOf, type Pair, prove } from '../checks/climbing.ts';

const TABLES: Pair = [
  'CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT); CREATE TABLE b (a INTEGER REFERENCES a (id));',
  'DROP TABLE b; DROP TABLE a;',
];
const COLUMN: Pair = ['ALTER TABLE a ADD COLUMN y TEXT;', 'ALTER TABLE a DROP COLUMN y;'];
const INDEX: Pair = ['CREATE INDEX a_x ON a (x);', 'DROP INDEX a_x;'];
const NEEDS_ROWS: Pair = [
  'CREATE TABLE c (x TEXT NOT NULL); INSERT INTO c SELECT (SELECT min(x) FROM a WHERE x IS NOT NULL);',
  'DROP TABLE c;',
];

async function onlyLast(pairs: readonly Pair[], config = configOf({})) {
  const last = ladderOf(pairs).at(-1)?.id ?? '';
  const { steps } = await prove(pairs, { only: new Set([last]), config });
  return steps.map(({ id, status, rows }) => ({ id, status, rows }));
}

describe('steps that nobody looks at', () => {
  test('are applied, and every table is filled before the first that is proven', async () => {
    expect(await onlyLast([TABLES, COLUMN, INDEX])).toEqual([
      { id: '0003', status: 'passed', rows: { before: 16, after: 16, restored: 16 } },
    ]);
  });

  test('are climbed with rows where one of them needs some', async () => {
    const [proven] = await onlyLast([TABLES, NEEDS_ROWS, INDEX]);
    expect(proven).toMatchObject({ id: '0003', status: 'passed' });
  });

  test('are climbed where a seed file belongs to one of them', async () => {
    const config = configOf({ seeds: { '0001': "INSERT INTO a (id, x) VALUES (900, 'seeded');" } });
    const [proven] = await onlyLast([TABLES, COLUMN, INDEX], config);
    expect(proven).toMatchObject({ status: 'passed', rows: { before: 22 } });
  });

  test('that fail for good are an error, because the step above them is not proven', async () => {
    const options = { only: new Set(['0002']) };
    const { steps, findings } = await prove([['CREATE TABLE a (x) nonsense;', 'SELECT 1;'], INDEX], options);
    expect(steps).toMatchObject([{ id: '0002', status: 'not-run' }]);
    expect(findings).toMatchObject([{ check: 'forward-applies', severity: 'error', object: 'step 0001' }]);
  });
});
