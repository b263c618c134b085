import { describe, expect, test } from 'vitest';
import { type Pair, prove, short } from './climbing.ts';

const BOOKS: Pair = [
  `CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '?', pages INTEGER CHECK (pages > 0));
   CREATE INDEX book_title ON book (title);
   CREATE VIEW long AS SELECT id FROM book WHERE pages > 500;`,
  'DROP VIEW long; DROP TABLE book;',
];

async function proved(pair: Pair) {
  const { steps } = await prove([BOOKS, pair]);
  const step = steps[1];
  const check = step?.checks.find(({ id }) => id === 'rollback-restores-schema');
  return { verdict: step?.rollbackVerdict, said: short(check?.findings ?? []), findings: check?.findings ?? [] };
}

describe('rollback-restores-schema', () => {
  test.each<readonly [string, Pair, string, readonly string[]]>([
    [
      'an index that stays',
      ['CREATE INDEX book_pages ON book (pages);', 'DROP TABLE IF EXISTS gone;'],
      'wrong',
      ['error index book_pages'],
    ],
    [
      'an index that is forgotten',
      ['DROP INDEX book_title;', 'DROP TABLE IF EXISTS gone;'],
      'wrong',
      ['error index book_title'],
    ],
    [
      'an index on another column',
      ['DROP INDEX book_title;', 'CREATE INDEX book_title ON book (pages);'],
      'wrong',
      ['error index book_title'],
    ],
    [
      'a view with another body',
      ['DROP VIEW long;', 'CREATE VIEW long AS SELECT id FROM book WHERE pages > 50;'],
      'wrong',
      ['error view long'],
    ],
    [
      'a column that stays',
      ['ALTER TABLE book ADD COLUMN isbn TEXT;', 'DROP TABLE IF EXISTS gone;'],
      'wrong',
      ['error column book.isbn'],
    ],
    ['a table that stays', ['CREATE TABLE t (a);', 'DROP TABLE IF EXISTS gone;'], 'wrong', ['error table t']],
    [
      'ADD and DROP COLUMN',
      ['ALTER TABLE book ADD COLUMN isbn TEXT;', 'ALTER TABLE book DROP COLUMN isbn;'],
      'exact',
      [],
    ],
    [
      'RENAME there and back',
      ['ALTER TABLE book RENAME TO volume;', 'ALTER TABLE volume RENAME TO book;'],
      'text-only',
      ['note table book'],
    ],
  ])('%s', async (_, pair, verdict, said) => {
    const result = await proved(pair);
    expect(result.said.filter((line) => said.length === 0 || said.some((object) => line === object))).toEqual(said);
    expect(result.verdict).toBe(verdict);
  });

  test('another order of the indexes is a note that says what it can change', async () => {
    const second = 'CREATE INDEX book_pages ON book (pages);';
    const { steps } = await prove([
      [`${BOOKS[0]} ${second}`, null],
      ['DROP INDEX book_title;', 'CREATE INDEX book_title ON book (title);'],
    ]);
    const [finding] = steps[1]?.checks.find(({ id }) => id === 'rollback-restores-schema')?.findings ?? [];
    expect(finding).toMatchObject({
      severity: 'note',
      why: expect.stringContaining('the order in which they were created'),
    });
  });

  test('another order of columns is a warning', async () => {
    const { steps } = await prove([
      ['CREATE TABLE a (x TEXT, y TEXT, z TEXT);', 'DROP TABLE a;'],
      [
        '-- stepproof: irreversible "y is copied to the archive"\nALTER TABLE a DROP COLUMN y;',
        'ALTER TABLE a ADD COLUMN y TEXT;',
      ],
      [
        'ALTER TABLE a RENAME COLUMN x TO w; ALTER TABLE a ADD COLUMN x TEXT; UPDATE a SET x = w; ALTER TABLE a DROP COLUMN w;',
        'DROP TABLE IF EXISTS gone;',
      ],
    ]);
    expect(steps[2]?.rollbackVerdict).toBe('order-only');
    expect(short(steps[2]?.checks.find(({ id }) => id === 'rollback-restores-schema')?.findings ?? [])).toEqual([
      'warning table a',
    ]);
  });

  test('the finding says what was there and what is there now', async () => {
    const { findings } = await proved(['DROP INDEX book_title;', 'CREATE UNIQUE INDEX book_title ON book (id);']);
    expect(findings[0]?.message).toContain('after the rollback');
    expect(findings[0]?.location?.file).toBe('rollbacks/0002.sql');
  });

  test('what an irreversible step names may stay away, and nothing else', async () => {
    const declared = '-- stepproof: irreversible "long is not used any more"\nDROP VIEW long; DROP INDEX book_title;';
    expect((await proved([declared, 'CREATE INDEX book_title ON book (title);'])).said).toEqual([]);
    const more =
      '-- stepproof: irreversible "long is not used any more"\nDROP VIEW long; CREATE INDEX extra ON book (pages);';
    expect((await proved([more, 'DROP TABLE IF EXISTS gone;'])).said).toEqual(['error index extra']);
  });
});
