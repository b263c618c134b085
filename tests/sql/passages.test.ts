import { expect, test } from 'vitest';
import { readPassages } from '../../harness/sql/passages.ts';

test('quoted texts and comments are found, and nothing inside of them', () => {
  const sql = "a '-- b' \"/* c\" -- d 'e'\n/* -- f\n ' */ [g'] `h--` i";
  expect(readPassages(sql).map(({ kind, text }) => [kind, text])).toEqual([
    ['quoted', "'-- b'"],
    ['quoted', '"/* c"'],
    ['line comment', "-- d 'e'"],
    ['block comment', "/* -- f\n ' */"],
    ['quoted', "[g']"],
    ['quoted', '`h--`'],
  ]);
  for (const { text, start, end } of readPassages(sql)) expect(sql.slice(start, end)).toBe(text);
});

test.each(["'a", '"a', '[a', '`a', '/* a', '-- a'])('%s is open to the end', (text) => {
  expect(readPassages(`x ${text}`)).toMatchObject([{ text, start: 2, end: 2 + text.length }]);
});
