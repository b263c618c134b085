import { expect, test } from 'vitest';
import { taggedReturning } from '../../../harness/engines/d1/returning.ts';

const tagged = (name: string) =>
  `CASE typeof(${name}) WHEN 'integer' THEN 'i' || ${name} WHEN 'text' THEN 't' || ${name} ELSE ${name} END`;

test('the names that a RETURNING clause lists are tagged, quoted or not', () => {
  expect(taggedReturning('INSERT INTO t VALUES (?) returning id, "a, ""b"')).toBe(
    `INSERT INTO t VALUES (?) RETURNING ${tagged('id')}, ${tagged('"a, ""b"')}`,
  );
});

test.each([
  'SELECT returning FROM t',
  "INSERT INTO t VALUES ('returning a')",
  'DELETE FROM t RETURNING *',
  'DELETE FROM t RETURNING a + 1',
])('%s is left alone', (text) => {
  expect(taggedReturning(text)).toBeNull();
});
