import { describe, expect, test } from 'vitest';
import { canonicalSql } from '../../harness/inspect/canonicalSql.ts';
import { tokenize } from '../../harness/sql/tokens.ts';

const canonical = (sql: string): string => canonicalSql(tokenize(sql), new Set(['email', 'order', 'null']));

describe('text to tell meanings apart', () => {
  test.each([
    ['"Email" > 1', 'EMAIL>1'],
    ['"Order"', '[order]'],
    ['"alias"', 'Alias'],
    ['"null"', '"NULL"'],
    ['`two words`', '[two words]'],
  ])('%s is %s', (a, b) => {
    expect(canonical(a)).toBe(canonical(b));
  });

  test.each([
    ['"Active"', '"active"'],
    ['"null"', 'null'],
    ['a "left" JOIN b', 'a LEFT JOIN b'],
    ["'Email'", '"Email"'],
    ["'a'", "'A'"],
    ['É', 'é'],
    ['"a b"', 'a b'],
  ])('%s is not %s', (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b));
  });
});
