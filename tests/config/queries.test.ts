import { createRequire } from 'node:module';
import type { SQL } from '@databases/sql';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../harness/config/queries.ts';
import { sqlValue } from '../../harness/config/sqlValue.ts';
import type { UserSql } from '../../harness/config/userConfig.ts';

// The package is CommonJS, and hosts disagree on what its default export is.
const sql: SQL = createRequire(import.meta.url)('@databases/sql').default;

const source = { file: 'stepproof.config.ts', text: '' };

function taken(query: UserSql) {
  const [first] = catalogue({ query: { sql: query } }, source);
  return { text: first?.text, values: first?.values };
}

describe('a query object of @databases', () => {
  test('becomes its text with placeholders and its values', () => {
    expect(
      taken(
        sql`SELECT * FROM ${sql.ident('odd"name')} WHERE a = ${1} AND b IN (${sql.join([sql`${'x'}`, sql`${null}`], ', ')})`,
      ),
    ).toEqual({
      text: 'SELECT * FROM "odd""name" WHERE a = ? AND b IN (?, ?)',
      values: [1n, 'x', null],
    });
  });
});

describe('a bound value', () => {
  test('keeps the class that SQLite would store it in', () => {
    const bytes = new Uint8Array([1, 2]);
    expect([1, -1, 1.5, 2 ** 60, 7n, true, false, null, '1', bytes].map(sqlValue)).toEqual([
      1n,
      -1n,
      1.5,
      2 ** 60,
      7n,
      1n,
      0n,
      null,
      '1',
      bytes,
    ]);
  });

  test('has no class when it is no value of SQLite', () => {
    expect([undefined, {}, [], new Date(0), Symbol('a'), 2n ** 63n, -(2n ** 63n) - 1n].map(sqlValue)).toEqual(
      Array.from({ length: 7 }),
    );
  });

  test('of a whole number is the same number', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (number) => sqlValue(number) === BigInt(number)));
  });
});
