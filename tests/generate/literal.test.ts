import { describe, expect, test } from 'vitest';
import { literalAt, literalList, literalUpTo } from '../../harness/generate/literal.ts';
import { tokenize } from '../../harness/sql/tokens.ts';

describe('a constant in SQL', () => {
  test.each([
    ['12', 12n],
    ['-9223372036854775808', -9223372036854775808n],
    ['+1_000', 1000n],
    ['0x1F', 31n],
    ['1.0', 1],
    ['-.5e3', -500],
    ["'it''s'", "it's"],
    ["x'00ff'", Buffer.from([0, 255])],
    ['NULL', null],
    ['TRUE', 1n],
    ['false', 0n],
  ])('%s is read with its type', (text, value) => {
    const tokens = tokenize(text);
    expect(literalAt(tokens, 0)).toEqual({ value, next: tokens.length });
    expect(literalUpTo(tokens, tokens.length - 1)).toEqual({ value, next: tokens.length });
  });

  test.each(['name', '"name"', '(1)', '- x', '?1', ''])('%s is none', (text) => {
    expect(literalAt(tokenize(text), 0)).toBeNull();
  });

  test('lists are read as far as they hold nothing else', () => {
    expect(literalList(tokenize("(1, -2, 'x')"), 0)).toEqual([1n, -2n, 'x']);
    expect(literalList(tokenize('(1, y)'), 0)).toBeNull();
    expect(literalList(tokenize('(SELECT 1)'), 0)).toBeNull();
    expect(literalList(tokenize('1'), 0)).toBeNull();
  });
});
