import { describe, expect, test } from 'vitest';
import { checkOf, short } from './climbing.ts';

const P =
  'CREATE TABLE p (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID; CREATE TABLE q (id INTEGER PRIMARY KEY);';
const said = async (sql: string) =>
  short((await checkOf('foreign-keys-indexed', '0001', [[`${P}\n${sql}`, null]])).findings);

describe('foreign-keys-indexed', () => {
  test.each<readonly [string, boolean]>([
    ['CREATE TABLE c (q INTEGER REFERENCES q (id));', false],
    ['CREATE TABLE c (q INTEGER REFERENCES q (id)); CREATE INDEX i ON c (q);', true],
    ['CREATE TABLE c (q INTEGER UNIQUE REFERENCES q (id));', true],
    ['CREATE TABLE c (q INTEGER PRIMARY KEY REFERENCES q (id));', true],
    ['CREATE TABLE c (q INTEGER REFERENCES q (id), x); CREATE INDEX i ON c (x, q);', false],
    ['CREATE TABLE c (q INTEGER REFERENCES q (id), x); CREATE INDEX i ON c (q) WHERE x = 1;', false],
    [
      'CREATE TABLE c (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES p (a, b)); CREATE INDEX i ON c (b, a);',
      true,
    ],
  ])('%s', async (sql, indexed) => {
    expect(await said(sql)).toEqual(indexed ? [] : ['warning table c']);
  });

  test('it is reported on the step where it appears, and once', async () => {
    const pairs = [
      [`${P} CREATE TABLE c (q INTEGER REFERENCES q (id));`, null],
      ['ALTER TABLE c ADD COLUMN y TEXT;', null],
    ] as const;
    expect((await checkOf('foreign-keys-indexed', '0002', pairs)).findings).toEqual([]);
  });

  test('dropping the index is reported on the step that drops it', async () => {
    const pairs = [
      [`${P} CREATE TABLE c (q INTEGER REFERENCES q (id)); CREATE INDEX i ON c (q);`, null],
      ['DROP INDEX i;', null],
    ] as const;
    const { findings } = await checkOf('foreign-keys-indexed', '0002', pairs);
    expect(short(findings)).toEqual(['warning table c']);
    expect(findings[0]?.fix).toBe('CREATE INDEX idx_c_q ON c (q);');
  });
});
