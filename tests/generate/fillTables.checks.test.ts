import { describe, expect, test } from 'vitest';
import { faults, filled, values } from './database.ts';

/** Constraints that a table can meet, and what its first rows show of how they were met. */
describe('rows that meet CHECK constraints', () => {
  test.each([
    ['an upper bound of another column', 'price NUMERIC NOT NULL CHECK (price > sale), sale NUMERIC CHECK (sale > 0)'],
    ['both in one expression', 'price INT NOT NULL, sale INT NOT NULL, CONSTRAINT c CHECK (price > sale AND sale > 0)'],
    ['a sum of products', 'q INT NOT NULL CHECK (q > 0), p INT NOT NULL, total INT NOT NULL, CHECK (total = q * p)'],
    ['equal columns, one of them fixed', "a TEXT NOT NULL, b TEXT NOT NULL, CHECK (a = b), CHECK (b = 'x')"],
    ['exactly one of two', 'a TEXT, b TEXT, CHECK ((a IS NULL) <> (b IS NULL))'],
    [
      'a state and its time',
      "s TEXT NOT NULL CHECK (s IN ('open', 'done')), t TEXT, CHECK ((s = 'done') = (t IS NOT NULL))",
    ],
    ['a case by kind', "k TEXT NOT NULL, n INT, CHECK (CASE k WHEN 'n' THEN n > 5 WHEN 'o' THEN n IS NULL ELSE 0 END)"],
    ['an interval of times', 'a TEXT NOT NULL CHECK (a > b), b TEXT NOT NULL'],
    ['a GLOB pattern', "c TEXT NOT NULL UNIQUE CHECK (c GLOB '[A-Z][A-Z]-[0-9][0-9][0-9]')"],
    [
      'a forbidden GLOB pattern',
      "c TEXT NOT NULL UNIQUE CHECK (c NOT GLOB '*[^a-z0-9-]*' AND length(c) BETWEEN 2 AND 9)",
    ],
    ['a LIKE pattern in lower case', "c TEXT NOT NULL UNIQUE CHECK (c LIKE '%_@_%._%' AND c = lower(c))"],
    [
      'a fixed length',
      'c TEXT NOT NULL UNIQUE CHECK (length(c) = 2 AND c = upper(c)), b BLOB NOT NULL CHECK (length(b) = 16)',
    ],
    [
      'a date',
      "c TEXT NOT NULL CHECK (date(c) IS c), d TEXT NOT NULL CHECK (strftime('%Y-%m', d) = d OR d = 'now-ish')",
    ],
    ['a time by its shape', "c TEXT NOT NULL CHECK (c GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z')"],
    [
      'equal columns below a third',
      'a INT NOT NULL CHECK (a = b), b INT NOT NULL CHECK (b < c), c INT NOT NULL CHECK (c BETWEEN -99999 AND -90000)',
    ],
    ['a remainder', 'c INT NOT NULL CHECK (c % 5 = 0 AND c BETWEEN 0 AND 100)'],
    ['a distance from zero', 'c REAL NOT NULL CHECK (abs(c) <= 90)'],
    ['numbers beyond 2^53', 'c INT NOT NULL CHECK (c > 9007199254740993)'],
    ['a narrow gap', 'c REAL NOT NULL CHECK (c > 0.5 AND c < 0.6)'],
    ['one value or many', 'c INT NOT NULL CHECK (c = -3 OR c > 1000)'],
    ['a storage class', "c NOT NULL CHECK (typeof(c) = 'blob'), d NOT NULL CHECK (typeof(d) IN ('integer', 'real'))"],
    [
      'a prefix, an ending, a part',
      "c TEXT NOT NULL CHECK (substr(c, 1, 3) = 'id_'), d TEXT NOT NULL CHECK (substr(d, -4) = '.png'), e TEXT NOT NULL CHECK (instr(e, '.') > 0 AND instr(e, ' ') = 0)",
    ],
    ['an error for other values', "c TEXT NOT NULL CHECK (json_type(c, '$.x') = 'text')"],
    [
      'a condition on what is generated',
      'a INT NOT NULL, g INT AS (a * 2) STORED NOT NULL CHECK (g BETWEEN 50 AND 90)',
    ],
    ['no spaces around it', "c TEXT NOT NULL CHECK (trim(c) = c AND c <> '')"],
  ])('%s', async (_, columns) => {
    const database = await filled(`CREATE TABLE t (${columns})`);
    expect(database.report.problems).toEqual([]);
    expect(database.report.written.get('t')).toBe(8);
    expect(await faults(database)).toEqual([]);
  });

  test('a pattern of a time is met by real times', async () => {
    const database = await filled(
      "CREATE TABLE t (x TEXT NOT NULL CHECK (x GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'))",
    );
    expect(new Set(await values(database, 'date(x) = x', 't'))).toEqual(new Set([1n]));
  });

  test('JSON columns hold objects and arrays as their constraints say', async () => {
    const shape = (type: string, column: string) =>
      `${column} IS NULL OR (typeof(${column}) = 'text' AND json_valid(${column}) AND json_type(${column}) = '${type}')`;
    const database = await filled(`CREATE TABLE t (
      o JSON CHECK (${shape('object', 'o')}), a JSON CHECK (${shape('array', 'a')}),
      l TEXT NOT NULL CHECK (json_array_length(l) >= 3),
      p TEXT NOT NULL CHECK (json_extract(p, '$.kind') IN ('x', 'y') AND json_type(p, '$.deep.n') = 'integer'))`);
    expect(database.report.written.get('t')).toBe(8);
    expect(new Set(await values(database, 'json_type(o)', 't'))).toEqual(new Set(['object', null]));
    expect(new Set(await values(database, 'json_type(a)', 't'))).toEqual(new Set(['array', null]));
  });

  test('numbers that are found by trying are not all the same', async () => {
    const database = await filled(
      'CREATE TABLE t (id INTEGER PRIMARY KEY, bits INTEGER NOT NULL CHECK (bits & ~7 = 0 AND bits <> 0))',
    );
    expect(new Set(await values(database, 'bits', 't')).size).toBeGreaterThan(2);
  });

  test('two columns that are compared are seldom told apart by NULL alone', async () => {
    const database = await filled('CREATE TABLE t (lo INT, hi INT CHECK (hi > lo))');
    const both = await values(database, '(lo IS NOT NULL) + (hi IS NOT NULL)', 't');
    expect(both.filter((filledIn) => filledIn === 2n).length).toBeGreaterThan(3);
  });

  test('a path of a document holds what its type asks for, another one in each row where it can', async () => {
    const typed = (name: string, type: string) => `${name} TEXT NOT NULL CHECK (json_type(${name}, '$.a') = '${type}')`;
    const database = await filled(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, ${typed('w', 'text')}, ${typed('r', 'real')})`,
    );
    expect(new Set(await values(database, "json_type(w, '$.a')", 't'))).toEqual(new Set(['text']));
    expect(new Set(await values(database, "json_type(r, '$.a')", 't'))).toEqual(new Set(['real']));
    expect(new Set(await values(database, "json_extract(w, '$.a')", 't')).size).toBeGreaterThan(4);
  });

  test('every element of a list is used, in keys too', async () => {
    const database = await filled(`CREATE TABLE t (
      a TEXT CHECK (a IN ('x', 'Y', 'it''s')), b INT NOT NULL CHECK (b IN (0, 1)), c BOOLEAN NOT NULL,
      d TEXT NOT NULL CHECK (d = 'p' OR d = 'q'), e TEXT NOT NULL CHECK (e IN ('r', 's', 't')), UNIQUE (d, e))`);
    expect(database.report.written.get('t')).toBe(6);
    expect(new Set(await values(database, 'a', 't'))).toEqual(new Set(['x', 'Y', "it's", null]));
    expect(new Set(await values(database, 'b', 't'))).toEqual(new Set([0n, 1n]));
    expect(new Set(await values(database, 'c', 't'))).toEqual(new Set([0n, 1n]));
    expect(new Set(await values(database, 'd || e', 't')).size).toBe(6);
  });

  test('a way that was found once is used for the rows after it', async () => {
    const database = await filled(
      "CREATE TABLE t (k TEXT NOT NULL, n INT, m TEXT, CHECK (CASE WHEN k = 'a' THEN n IS NULL AND m = 'q' ELSE 0 END))",
      { rows: 40 },
    );
    expect(database.report.written.get('t')).toBe(40);
  });
});
