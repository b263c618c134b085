import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchCounterexamples } from '../../../harness/generate/json/counterexamples.ts';
import { UserError } from '../../../harness/model/errors.ts';

const NUMBERS = fc.integer({ min: 0, max: 1000 });
const kindOf = async (value: number) => (value >= 500 ? 'large' : value >= 100 ? 'middling' : null);

describe('a search for counterexamples', () => {
  test('finds the smallest of each kind', async () => {
    const found = await searchCounterexamples(fc, NUMBERS, { seed: 1, runs: 50 }, kindOf);
    expect(new Map(found.map(({ kind, value }) => [kind, value]))).toEqual(
      new Map([
        ['middling', 100],
        ['large', 500],
      ]),
    );
  });

  test('says how to come to it again', async () => {
    const found = await searchCounterexamples(fc, NUMBERS, { seed: 1, runs: 50 }, kindOf);
    for (const { kind, value, seed, path, fastCheck } of found) {
      const property = fc.asyncProperty(NUMBERS, async (number) => (await kindOf(number)) !== kind);
      const replayed = await fc.check(property, { seed, path: path ?? '', endOnFailure: true });
      expect(replayed).toMatchObject({ counterexample: [value], numShrinks: 0 });
      expect(fastCheck).toBe(fc.__version);
    }
  });

  test('finds nothing where nothing fails, in as many runs as it was given', async () => {
    let runs = 0;
    const nothing = async () => {
      runs += 1;
      return null;
    };
    expect(await searchCounterexamples(fc, NUMBERS, { seed: 1, runs: 12 }, nothing)).toEqual([]);
    expect(runs).toBe(12);
  });

  test('passes on what a value cannot be made for, and what the property itself throws', async () => {
    const unmet = NUMBERS.filter(() => {
      throw new UserError('unmet-schema', 'none');
    });
    await expect(searchCounterexamples(fc, unmet, { seed: 1, runs: 3 }, kindOf)).rejects.toThrow(UserError);
    const bug = async () => {
      throw new TypeError('bug');
    };
    await expect(searchCounterexamples(fc, NUMBERS, { seed: 1, runs: 3 }, bug)).rejects.toThrow(TypeError);
  });

  test('keeps the smallest so far when smaller values cannot be made', async () => {
    let made = 0;
    const tiring = NUMBERS.filter(() => {
      made += 1;
      if (made > 60) throw new UserError('unmet-schema', 'none');
      return true;
    });
    const found = await searchCounterexamples(fc, tiring, { seed: 1, runs: 57 }, async (value) =>
      value >= 3 ? 'found' : null,
    );
    expect(found).toMatchObject([{ kind: 'found', path: null }]);
  });
});
