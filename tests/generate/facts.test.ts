import { describe, expect, test } from 'vitest';
import { type Fact, factsAbout } from '../../harness/generate/facts.ts';
import { tokenize } from '../../harness/sql/tokens.ts';

/** Facts in short: the calls around the column, the comparison, what it is compared with. */
function facts(expression: string, row?: string): readonly string[] {
  return factsAbout(tokenize(expression), new Set(['a', 'b', 'two words']), row).map(short);
}

function short({ column, calls, operator, negated, operands, other }: Fact): string {
  const subject = calls.reduce((inner, { name, args }) => `${name}(${[inner, ...args].join(' ')})`, column);
  return [
    subject,
    negated ? `not ${operator}` : operator,
    ...operands.map(String),
    ...(other === null ? [] : [other]),
  ].join(' ');
}

describe('facts about columns', () => {
  test.each([
    ['a > 5', ['a > 5']],
    ['5 >= a', ['a <= 5']],
    ['a == -1.5', ['a = -1.5']],
    ["a IN ('x', 'it''s')", ["a in x it's"]],
    ['a NOT BETWEEN 1 AND 0x10', ['a not between 1 16']],
    ["a NOT GLOB '*[^a-z]*'", ['a not glob *[^a-z]*']],
    ['a IS NOT NULL', ['a <> null']],
    ['a IS NULL OR b < a', ['a = null', 'b < a', 'a > b']],
    ['length(trim(a)) BETWEEN 2 AND 3', ['length(trim(a)) between 2 3']],
    ["strftime('%Y', a) = a", ['strftime(a %Y) = a', 'a holds']],
    ["substr(a, 1, 3) = 'id_'", ['substr(a 1 3) = id_']],
    ["json_type(a, '$.n') = 'integer'", ['json_type(a $.n) = integer']],
    ["a ->> '$.kind' IN ('x')", ['->>(a $.kind) in x']],
    ['a % 2 = 0', ['%(a 2) = 0']],
    ["CAST(a AS TEXT) COLLATE nocase LIKE 'x%'", ['cast(a) like x%']],
    ['json_valid(a)', ['json_valid(a) holds']],
    ['((a)) <> ("two words")', ['a holds', 'two words holds']],
    ["CASE a WHEN 'x' THEN b > 1 WHEN 'y' THEN 1 END", ['a in x y', 'b > 1']],
    ['abs(b)', ['abs(b) holds']],
    ['t.a = 1', ['a = 1']],
    ['a(1) = a.b', ['b holds']],
  ])('are read from %s', (expression, expected) => {
    expect(facts(expression)).toEqual(expected);
  });

  test('of a row in a trigger are those written with its name', () => {
    expect(facts('NEW.a > 3 AND old.b = 1 AND b = 2', 'new')).toEqual(['a > 3']);
  });
});
