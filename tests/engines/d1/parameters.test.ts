import { describe, expect, test } from 'vitest';
import { bindable } from '../../../harness/engines/d1/parameters.ts';

describe('a statement for D1', () => {
  test('keeps its text where no integer is bound', () => {
    expect(bindable({ text: 'SELECT ?, ?', values: ['a', 1.5] })).toEqual({ text: 'SELECT ?, ?', values: ['ta', 1.5] });
  });

  test('has its integers in the text, since D1 would bind them as reals', () => {
    expect(bindable({ text: 'INSERT INTO t VALUES (?, ?, ?)', values: [1n, 'a', -9223372036854775808n] })).toEqual({
      text: 'INSERT INTO t VALUES (1, ?1, (-9223372036854775808))',
      values: ['ta'],
    });
  });

  test('takes the values by their numbers, and a question mark in a text for one', () => {
    expect(bindable({ text: "SELECT ?2, ?1, '?', ? -- ?", values: ['a', 2n, 'c'] })).toEqual({
      text: "SELECT 2, ?1, '?', ?2 -- ?",
      values: ['ta', 'tc'],
    });
  });

  test('is told of a value that is missing', () => {
    expect(bindable({ text: 'SELECT ?, ?', values: [1n] })).toEqual({ text: 'SELECT 1, ?1', values: [] });
  });

  test('is explained with the reals that an application binds', () => {
    expect(bindable({ text: 'EXPLAIN QUERY PLAN SELECT ?', values: [1n] })).toEqual({
      text: 'EXPLAIN QUERY PLAN SELECT ?',
      values: [1],
    });
  });
});
