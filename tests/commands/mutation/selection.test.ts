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
