import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../harness/sql/split.ts';
import { wranglerCuts } from '../../harness/sql/wranglerCuts.ts';

/** A script with a mark where wrangler ends a statement. */
function marked(text: string): string {
  const { cuts } = wranglerCuts(text);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index])).join('|');
}

describe('wrangler up to 4.135', () => {
  // Each of these was held against `unstable_splitSqlQuery` of 4.130 and 4.135.
  test.each([
    'SELECT 1;| SELECT 2;|',
    'SELECT \';\', ";", `;`;| SELECT 2',
    'SELECT [a;| b];| SELECT 2;|',
    'SELECT 1 -- a; b\n;| SELECT /* c; */ 2;|',
    'x BEGIN SELECT 1; SELECT 2; END;| SELECT 3;|',
    'x begin SELECT 1; SELECT 2; end;| SELECT 3;|',
    'x BEGIN SELECT 1; END\n;| SELECT 3;|',
    '(x)BEGIN SELECT 1;| END;| SELECT 3;|',
    'x BEGIN y=CASE WHEN 1 THEN 2 END;| SELECT 1;| END;|',
    'x BEGIN y= CASE WHEN 1 THEN 2 END; SELECT 1; END;| SELECT 3;|',
    'SELECT CASE WHEN 1 THEN 2 END, 5; SELECT 3;',
    'x BEGIN SELECT 1;END; SELECT 3;',
    'x BEGIN /* a */ SELECT 1; END; SELECT 3;',
    'x BEGIN--a\n SELECT 1; END;| SELECT 3;|',
    'SELECT $a$ ; $a$;| SELECT 3;|',
    'SELECT $a; SELECT 3;|',
  ])('cuts %j', (expected) => {
    expect(marked(expected.replaceAll('|', ''))).toBe(expected);
  });

  test.each([
    ['a/* b */c', [1]],
    ['a/* b *//* c */d', [1]],
    ['a /* b */c/* d */ e', []],
    ['a/* b */+1', []],
    ['a--b\nc', []],
  ])('joins the words of %j at %j', (text, glued) => {
    expect(wranglerCuts(text).glued).toEqual(glued);
  });

  test('cuts where SQLite does as long as there is neither a block, a bracket nor a dollar', () => {
    const part = fc.constantFrom(
      'SELECT',
      ' ',
      '\n',
      ';',
      "'a;b'",
      '"c"',
      '`d`',
      '-- e\n',
      '/* f; */',
      '1',
      ',',
      '(',
      ')',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const ends = splitStatements(text).statements.flatMap(({ end }) => (text[end - 1] === ';' ? [end] : []));
        const { cuts } = wranglerCuts(text);
        expect(ends.filter((end) => !cuts.includes(end))).toEqual([]);
        for (const { start, end } of splitStatements(text).statements) {
          expect(cuts.filter((cut) => start < cut && cut < end)).toEqual([]);
        }
      }),
    );
  });
});
