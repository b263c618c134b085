import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Judged, mergeParts } from '../../../harness/commands/mutation/judged.ts';

function judged(what: number): Judged {
  const named = { operator: 'table-drop', object: 'table a', step: null, what: String(what), sql: '', why: '' };
  return { ...named, verdict: 'killed', by: 'data' };
}

test('however many workers share the mutants, they come back in the order of one', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 9 }), (length, workers) => {
      const all = Array.from({ length }, (_, at) => judged(at));
      const parts = Array.from({ length: workers }, (_, index) => all.filter((_, at) => at % workers === index));
      expect(mergeParts(parts)).toEqual(all);
    }),
  );
});
