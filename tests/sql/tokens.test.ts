import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize } from '../../harness/sql/tokens.ts';

function kinds(sql: string): readonly string[] {
  return tokenize(sql).map(({ kind, text }) => `${kind} ${text}`);
}

describe('tokens', () => {
  test.each([
    ['SELECT a1, _b$c, é', ['word SELECT', 'word a1', 'punctuation ,', 'word _b$c', 'punctuation ,', 'word é']],
    [`'it''s' "a""b" \`c\`\`d\` [e"f]`, [`string 'it''s'`, 'name "a""b"', 'name `c``d`', 'name [e"f]']],
    [`x'ab' X'' x y'`, [`blob x'ab'`, `blob X''`, 'word x', 'word y', `string '`]],
    ['1 1.5 .5 1e3 2.E-4 0x1F 1_000', '1 1.5 .5 1e3 2.E-4 0x1F 1_000'.split(' ').map((number) => `number ${number}`)],
    ['? ?1 :a @b $c #d $e::f(g)', '? ?1 :a @b $c #d $e::f(g)'.split(' ').map((parameter) => `parameter ${parameter}`)],
    [
      '|| -> ->> << >> <= >= <> == !=',
      '|| -> ->> << >> <= >= <> == !='.split(' ').map((sign) => `punctuation ${sign}`),
    ],
    ['a.b', ['word a', 'punctuation .', 'word b']],
    ['a-- b\n/* c */d/**/', ['word a', 'word d']],
    ['1-1', ['number 1', 'punctuation -', 'number 1']],
    ['\ufeffa\ufeffb', ['word a\ufeffb']],
    ['', []],
  ])('of %j', (sql, expected) => {
    expect(kinds(sql)).toEqual(expected);
  });

  test('values are without quotes', () => {
    const values = tokenize(`'it''s' "a""b" \`c\`\`d\` [e] word ''`).map(({ value }) => value);
    expect(values).toEqual(["it's", 'a"b', 'c`d', 'e', 'word', '']);
  });

  test('what is open at the end runs to the end', () => {
    expect(tokenize("'a; b").map(({ value }) => value)).toEqual(['a; b']);
    expect(tokenize('[a; b').map(({ value }) => value)).toEqual(['a; b']);
    expect(tokenize('a /* b').map(({ value }) => value)).toEqual(['a']);
  });

  test('between the tokens of any text there are only blanks and comments', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      '[',
      ']',
      '`',
      '--',
      '/*',
      '*/',
      '\n',
      ' ',
      'a',
      '1',
      '.',
      ';',
      '$',
      'é',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const sql = parts.join('');
        let before = 0;
        for (const { text, start, end } of tokenize(sql)) {
          expect(sql.slice(start, end)).toBe(text);
          expect(tokenize(sql.slice(before, start))).toEqual([]);
          before = end;
        }
        expect(tokenize(sql.slice(before))).toEqual([]);
      }),
    );
  });

  test('a literal of a megabyte is one token', () => {
    const literal = `'${"it''s ".repeat(180_000)}'`;
    expect(kinds(literal)).toEqual([`string ${literal}`]);
  });
});
