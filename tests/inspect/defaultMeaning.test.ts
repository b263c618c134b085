import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultMeaning } from '../../harness/inspect/defaultMeaning.ts';
import { tokenize } from '../../harness/sql/tokens.ts';
import { database } from './database.ts';

const meaningOf = (text: string): string => defaultMeaning(tokenize(text));

describe('what a DEFAULT stores', () => {
  test.each([
    ["'Abc'", '"Abc"'],
    ["'Abc'", '`Abc`'],
    ["'Abc'", '[Abc]'],
    ["'Abc'", 'Abc'],
    ["'it''s'", '"it\'s"'],
    ['( (1 + 2) )', '1+2'],
    ['NULL', 'null'],
    ['current_timestamp', 'CURRENT_TIMESTAMP'],
  ])('%s is %s', (a, b) => {
    expect(meaningOf(a)).toBe(meaningOf(b));
  });

  test.each([
    ["'Abc'", "'abc'"],
    ['null', '"null"'],
    ['true', "'true'"],
    ['1', "'1'"],
    ['1', '1.0'],
    ['(1) + (2)', '1) + (2'],
    ['5', '-5'],
  ])('%s is not %s', (a, b) => {
    expect(meaningOf(a)).not.toBe(meaningOf(b));
  });

  test('is the same for two texts only when SQLite stores the same', async () => {
    const engine = await database();
    const texts = [
      '1',
      '1.0',
      '-1',
      '+1',
      "'1'",
      '"1"',
      'a',
      'A',
      "'a'",
      '"A"',
      '[a]',
      'null',
      '"null"',
      "('a')",
      '(1)',
      'true',
      "'true'",
      "x'61'",
      "X'61'",
      "(('a' || 'A'))",
      "('A' || 'a')",
    ];
    const stored = async (text: string) => {
      await engine.query('DROP TABLE IF EXISTS t');
      await engine.query(`CREATE TABLE t(a, d DEFAULT ${text})`);
      await engine.query('INSERT INTO t(a) VALUES (1)');
      return (await engine.query('SELECT typeof(d), quote(d) FROM t')).join();
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.constantFrom(...texts), async (a, b) => {
        if (meaningOf(a) === meaningOf(b)) expect(await stored(a)).toBe(await stored(b));
      }),
      { numRuns: 300 },
    );
  });
});
