import { describe, expect, test } from 'vitest';
import { selectRange } from '../../harness/commands/selectRange.ts';
import { migration } from './migration.ts';

const ladder = ['1', '10_a', '10_ab', '2_b'].map((id) => migration(id));

describe('the steps to prove', () => {
  test('are all of them when none is named', () => {
    expect(selectRange(ladder, {})).toEqual({ from: null, to: null });
  });

  test('are named by the beginning of an id that only one has', () => {
    expect(selectRange(ladder, { step: '2' })).toEqual({ from: '2_b', to: '2_b' });
    expect(selectRange(ladder, { from: '10_ab', to: '2_' })).toEqual({ from: '10_ab', to: '2_b' });
  });

  test('are named by an id that others begin with', () => {
    expect(selectRange(ladder, { from: '1', to: '10_a' })).toEqual({ from: '1', to: '10_a' });
  });

  test('are not guessed', () => {
    expect(() => selectRange(ladder, { step: '10' })).toThrow('"10" is the beginning of several steps: 10_a, 10_ab');
    expect(() => selectRange(ladder, { step: '2_c' })).toThrow('there is no step "2_c"; did you mean "2_b"?');
  });
});
