import { describe, expect, test } from 'vitest';
import { readDirectives } from '../../harness/sql/directives.ts';
import { splitStatements } from '../../harness/sql/split.ts';

function read(text: string) {
  return readDirectives(text, splitStatements(text).statements);
}

function problems(text: string): readonly string[] {
  return read(text).directiveProblems.map(({ problem }) => problem);
}

describe('a directive', () => {
  test('before the first statement speaks of the whole file', () => {
    const text = `-- a comment
-- stepproof: irreversible "old prices are not kept"
  -- stepproof: foreign-keys off
-- stepproof: ignore rows-survive "they are test accounts"
DELETE FROM prices;`;
    expect(read(text)).toEqual({
      directives: [
        { kind: 'irreversible', check: null, reason: 'old prices are not kept', statement: null, line: 2, column: 1 },
        { kind: 'foreign-keys-off', check: null, reason: null, statement: null, line: 3, column: 3 },
        {
          kind: 'ignore',
          check: 'rows-survive',
          reason: 'they are test accounts',
          statement: null,
          line: 4,
          column: 1,
        },
      ],
      directiveProblems: [],
    });
  });

  test('above a later statement speaks of that statement', () => {
    const text = `SELECT 1;
SELECT 2;

-- why so
-- stepproof: ignore schema-survives "on purpose"
/* more */ -- and more

DROP INDEX i; SELECT 4;`;
    expect(read(text).directives).toMatchObject([{ kind: 'ignore', statement: 2, line: 5, column: 1 }]);
  });

  test('in a file without statements speaks of the file', () => {
    expect(read('-- stepproof: irreversible "nothing yet"\n;').directives).toMatchObject([{ statement: null }]);
  });

  test.each([
    '--stepproof:irreversible "x"',
    '--  Stepproof :  irreversible   "x"  ',
    '-- stepproof: irreversible "x"\r',
    '-- stepproof:\tirreversible\t"x"',
  ])('is read from %j', (comment) => {
    expect(read(`${comment}\nSELECT 1`).directives).toMatchObject([{ kind: 'irreversible', reason: 'x' }]);
  });

  test('may have quotes in its reason', () => {
    const [directive] = read('-- stepproof: ignore a-b "the "old" one"\nSELECT 1').directives;
    expect(directive).toMatchObject({ check: 'a-b', reason: 'the "old" one' });
  });

  test.each([
    ["SELECT '\n-- stepproof: irreversible x\n'"],
    ['SELECT "\n-- stepproof: irreversible x\n"'],
    ['/*\n-- stepproof: irreversible x\n*/ SELECT 1'],
    ['-- see stepproof: irreversible x\nSELECT 1'],
    ['-- stepproof checks this file\nSELECT 1'],
    ['SELECT 1'],
  ])('is not %j', (text) => {
    expect(read(text)).toEqual({ directives: [], directiveProblems: [] });
  });
});

describe('a problem is told', () => {
  test.each([
    ['-- stepproof: irreversable "x"', /no directive "irreversable" \(did you mean irreversible\?\)/],
    ['-- stepproof: ignor a "x"', /did you mean ignore/],
    ['-- stepproof: foreign_keys off', /did you mean foreign-keys/],
    ['-- stepproof: skip', /no directive "skip"; known are irreversible, foreign-keys, ignore/],
    ['-- stepproof:', /Nothing follows the colon/],
    ['-- stepproof irreversible "x"', /colon/],
    ['-- stepproof: irreversible', /reason in double quotes is missing/],
    ['-- stepproof: irreversible ""', /reason in double quotes is missing/],
    ['-- stepproof: irreversible "  "', /reason in double quotes is missing/],
    ['-- stepproof: irreversible because', /reason in double quotes is missing/],
    ['-- stepproof: irreversible "x" too', /reason in double quotes is missing/],
    ["-- stepproof: irreversible 'x'", /reason in double quotes is missing/],
    ['-- stepproof: foreign-keys', /switched off/],
    ['-- stepproof: foreign-keys on', /switched off/],
    ['-- stepproof: foreign-keys off now', /switched off/],
    ['-- stepproof: ignore', /check to ignore is missing/],
    ['-- stepproof: ignore "x"', /check to ignore is missing/],
    ['-- stepproof: ignore rows-survive', /reason in double quotes is missing/],
    ['-- stepproof: ignore rows-survive x', /reason in double quotes is missing/],
    ['-- stepproof: ignore rows-survive, b "x"', /reason in double quotes is missing/],
  ])('for %s', (comment, sentence) => {
    expect(problems(`${comment}\nSELECT 1`)).toEqual([expect.stringMatching(sentence)]);
    expect(read(`${comment}\nSELECT 1`).directives).toEqual([]);
  });

  test.each([
    ['inside a statement', 'SELECT\n-- stepproof: ignore a "x"\n1;', /inside a statement/],
    ['before the closing semicolon', 'SELECT 1\n-- stepproof: ignore a "x"\n;', /inside a statement/],
    ['inside a trigger', 'CREATE TRIGGER t DELETE ON a BEGIN\n-- stepproof: ignore a "x"\nSELECT 1; END;', /inside a/],
    ['behind a statement', 'SELECT 1; -- stepproof: ignore a "x"\nSELECT 2;', /stands behind a statement/],
    ['after the last statement', 'SELECT 1;\n-- stepproof: ignore a "x"', /No statement follows/],
    ['foreign-keys off above a later statement', 'SELECT 1;\n-- stepproof: foreign-keys off\nSELECT 2', /whole file/],
  ])('for one %s', (_, text, sentence) => {
    expect(problems(text)).toEqual([expect.stringMatching(sentence)]);
    expect(read(text).directives).toEqual([]);
  });

  test('with its comment and its place', () => {
    expect(read('SELECT 1;\r\n  -- stepproof: skip \r\nSELECT 2').directiveProblems).toEqual([
      { text: '-- stepproof: skip', problem: expect.any(String), line: 2, column: 3 },
    ]);
  });
});
