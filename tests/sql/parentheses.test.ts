import { expect, test } from 'vitest';
import { closingParenthesis, commaParts } from '../../harness/sql/parentheses.ts';
import { tokenize } from '../../harness/sql/tokens.ts';

test('a parenthesis closes where its own one does, whatever quotes and comments hold', () => {
  const tokens = tokenize(`a ( ')' , (b) /* ) */ , ")" ) c )`);
  expect(closingParenthesis(tokens, 1)).toBe(9);
  expect(closingParenthesis(tokens, 4)).toBe(6);
});

test('one that never closes reaches to the end', () => {
  expect(closingParenthesis(tokenize('( a ( b )'), 0)).toBe(5);
});

test('parts are cut at the commas outside of parentheses', () => {
  const parts = commaParts(tokenize(`a, f(b, (c, d)), ','`)).map((part) => part.map(({ text }) => text).join(''));
  expect(parts).toEqual(['a', 'f(b,(c,d))', `','`]);
  expect(commaParts([])).toEqual([]);
  expect(commaParts(tokenize(','))).toEqual([[], []]);
});
