import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { type Demands, NO_DEMANDS } from '../../harness/generate/demands.ts';
import { textFitter } from '../../harness/generate/fitText.ts';
import { EVERY_NUMBER, narrow } from '../../harness/generate/range.ts';
import { alphabetOf, matcherOf, type TextPattern } from '../../harness/generate/textPattern.ts';

function adjusted(demands: Partial<Demands>, text = 'Name_3 Ab', n = 3): string {
  return textFitter({ ...NO_DEMANDS, ...demands }).adjust(text, n);
}

const pieces = fc.constantFrom('*', '?', '[A-Z]', '[0-9]', '[^a-z]', '[]x]', '-', '.', 'Ab', '^', '\\', '%', '_', '(');
const pattern: fc.Arbitrary<TextPattern> = fc.record({
  kind: fc.constantFrom('glob', 'like'),
  text: fc.array(pieces, { maxLength: 6 }).map((all) => all.join('')),
});

describe('text for a pattern', () => {
  test('is what the engine takes for a match, whatever the pattern', async () => {
    const engine = await openBetterSqlite3();
    await fc.assert(
      fc.asyncProperty(pattern, fc.integer({ min: 1, max: 5000 }), async (one, n) => {
        const text = adjusted({ patterns: [one] }, 'Name', n);
        expect(await engine.query(`SELECT ? ${one.kind} ?`, [text, one.text])).toEqual([[1n]]);
      }),
    );
  });

  test('is judged as the engine judges it', async () => {
    const engine = await openBetterSqlite3();
    const text = fc.array(fc.constantFrom('A', 'b', '7', '-', '.', ']', '^', 'x', '\n', '(', '\\'), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pattern, text, async (one, characters) => {
        const value = characters.join('');
        const [row] = await engine.query(`SELECT ? ${one.kind} ?`, [value, one.text]);
        expect(matcherOf(one)(value)).toBe(row?.[0] === 1n);
      }),
    );
  });

  test('stays as it is when it matches', () => {
    expect(adjusted({ patterns: [{ kind: 'like', text: '%ame%' }] })).toBe('Name_3 Ab');
  });
});

describe('text for other demands', () => {
  test('is cut to a length and still differs from row to row', () => {
    const length = narrow(EVERY_NUMBER, '<=', 2);
    const texts = Array.from({ length: 200 }, (_, index) => adjusted({ length }, 'Name', index + 1));
    expect(new Set(texts).size).toBe(200);
    expect(texts.every((text) => text.length === 2)).toBe(true);
  });

  test('is padded to a length', () => {
    expect(adjusted({ length: narrow(EVERY_NUMBER, '=', 12) })).toBe('Name_3 Abaaa');
  });

  test('uses the characters that are left by a forbidden pattern', () => {
    expect(alphabetOf({ kind: 'glob', text: '*[^0-9]*' })).toBe('0123456789');
    expect(adjusted({ alphabet: '0123456789' }, 'Name_31', 31)).toBe('0031');
  });

  test('has the letters that are asked for', () => {
    expect(adjusted({ letters: 'upper' })).toBe('NAME_3 AB');
    expect(adjusted({ letters: 'lower' })).toBe('name_3 ab');
  });
});
