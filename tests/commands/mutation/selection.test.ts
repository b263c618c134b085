import { expect, test } from 'vitest';
import { selectedSteps } from '../../../harness/commands/mutation/selection.ts';
import { migration } from '../migration.ts';

const migrations = ['1', '2', '3'].map((id) => migration(id));

test.each([
  [null, null, null],
  ['2', '2', ['2']],
  ['2', null, ['2', '3']],
  [null, '2', ['1', '2']],
] as const)('from %s to %s are %j', (from, to, expected) => {
  const selected = selectedSteps(migrations, { from, to });
  expect(selected === null ? null : [...selected]).toEqual(expected);
});

test('of them only those that a branch changed', () => {
  expect([...(selectedSteps(migrations, { from: null, to: null }, ['3']) ?? [])]).toEqual(['3']);
  expect([...(selectedSteps(migrations, { from: '2', to: null }, ['1', '3']) ?? [])]).toEqual(['3']);
  expect([...(selectedSteps(migrations, { from: null, to: null }, []) ?? ['all'])]).toEqual([]);
});
