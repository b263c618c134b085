import { expect, test } from 'vitest';
import type { Judged } from '../../../harness/commands/mutation/judged.ts';
import { scoreOf } from '../../../harness/commands/mutation/score.ts';

function judged(operator: string, verdict: Judged['verdict'], by: string | null = null): Judged {
  return { operator, object: 'table a', step: null, what: verdict, sql: 'a → b', why: 'because', verdict, by };
}

const half = scoreOf([
  judged('copy-distinct', 'killed', 'rows-survive'),
  judged('copy-distinct', 'survived'),
  judged('copy-distinct', 'apply-error', 'forward-applies'),
  judged('table-drop', 'killed', 'rows-survive'),
  judged('table-drop', 'equivalent'),
  judged('table-drop', 'stillborn'),
]);

test('those that can be told from the original are the total, whether they run or not', () => {
  expect(half).toMatchObject({ total: 4, killed: 3, applyErrors: 1, equivalent: 1, stillborn: 1 });
});

test('survivors and equivalents are named, without what only the counting needs', () => {
  expect(half.survivors).toEqual([
    { operator: 'copy-distinct', object: 'table a', step: null, what: 'survived', sql: 'a → b', why: 'because' },
  ]);
  expect(half.equivalents.map(({ operator }) => operator)).toEqual(['table-drop']);
});

test('operators add up to the whole', () => {
  expect(half.byOperator).toEqual({
    'copy-distinct': { total: 3, killed: 2, applyErrors: 1, equivalent: 0, stillborn: 0 },
    'table-drop': { total: 1, killed: 1, applyErrors: 0, equivalent: 1, stillborn: 1 },
  });
});

test('who killed how many is counted, the busiest first', () => {
  expect(Object.entries(half.killedBy)).toEqual([
    ['rows-survive', 2],
    ['forward-applies', 1],
  ]);
});
