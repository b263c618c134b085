import { expect, test } from 'vitest';
import { mutantWatch } from '../../../harness/commands/mutation/mutantWatch.ts';

test('a statement is announced with the mutant that it runs for', () => {
  const announced: string[] = [];
  const watch = mutantWatch({ begin: (statement) => announced.push(statement) });
  watch.begin('SELECT 1');
  watch.name('steps mutant 7');
  watch.begin('SELECT 2');
  watch.name('');
  watch.begin('SELECT 3');
  expect(announced).toEqual(['SELECT 1', '[steps mutant 7] SELECT 2', 'SELECT 3']);
});
