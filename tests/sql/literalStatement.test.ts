import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { literal, literalInsert } from '../../harness/sql/literalStatement.ts';

const anyValue: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, -0, 1, 1e300, Infinity, -Infinity),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[a'"\n\0\u202e\u2028]*$/),
  fc.uint8Array(),
);

test('a literal is read back as the value that it stands for, storage class included', async () => {
  const engine = await openBetterSqlite3();
  await fc.assert(
    fc.asyncProperty(anyValue, async (value) => {
      const sql = `SELECT ${literal(value)} IS v AND typeof(${literal(value)}) = typeof(v) FROM (SELECT ? AS v)`;
      const [row] = await engine.query(sql, [value]);
      expect(row).toEqual([1n]);
    }),
  );
});

test('no literal has a second line or a character that nobody sees', () => {
  fc.assert(fc.property(anyValue, (value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(literal(value))));
});

test('an INSERT shows its values in place of its parameters', () => {
  expect(literalInsert('INSERT INTO "odd (?)" ("a", "b") VALUES (?, ?)', [1n, "it's"])).toBe(
    `INSERT INTO "odd (?)" ("a", "b") VALUES (1, 'it''s');`,
  );
});
