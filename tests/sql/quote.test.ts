import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteIdentifier, quoteLiteral } from '../../harness/sql/quote.ts';

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));

test('SQLite reads a quoted identifier as the name that went in', () => {
  const db = new Database(':memory:');
  fc.assert(
    fc.property(
      text.filter((name) => name !== ''),
      (name) => {
        expect(db.prepare(`SELECT 1 AS ${quoteIdentifier(name)}`).columns()[0]?.name).toBe(name);
      },
    ),
  );
});

test('SQLite reads a quoted literal as the text that went in', () => {
  const db = new Database(':memory:');
  fc.assert(
    fc.property(text, (value) => {
      expect(
        db
          .prepare(`SELECT ${quoteLiteral(value)}`)
          .pluck()
          .get(),
      ).toBe(value);
    }),
  );
});
