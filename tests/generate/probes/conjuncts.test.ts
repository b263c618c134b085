import { expect, test } from 'vitest';
import { conjuncts } from '../../../harness/generate/probes/conjuncts.ts';
import { tokenize } from '../../../harness/sql/tokens.ts';

test.for([
  ['a > 1', ['a > 1']],
  ['a > 1 AND b', ['a > 1', 'b']],
  ['((a) AND (b AND c))', ['a', 'b', 'c']],
  ['a BETWEEN 1 AND 2 AND b NOT BETWEEN 3 AND 4', ['a between 1 and 2', 'b not between 3 and 4']],
  ['a AND b OR c', ['a and b or c']],
  ['a AND (b OR c)', ['a', 'b or c']],
  ['CASE a WHEN 1 THEN b AND c END', ['case a when 1 then b and c end']],
  ["f(a AND b) AND 'x AND y'", ['f ( a and b )', "'x AND y'"]],
  ['"and" AND "b"', ['"and"', 'b']],
] as const)('the parts of %s', ([expression, parts]) => {
  expect(conjuncts(tokenize(expression))).toEqual(parts);
});
