import { describe, expect, test } from 'vitest';
import { checkOf, configOf, type Pair, query } from './climbing.ts';

const TABLE: Pair = [
  'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b TEXT, c TEXT); CREATE INDEX t_a ON t (a, b);',
  'DROP TABLE t;',
];

const said = async (text: string, pair: Pair) => {
  const config = configOf({ queries: [query('q', text, { values: text.includes('?') ? ['x'] : [] })] });
  const { findings } = await checkOf('plans-do-not-regress', '0002', [TABLE, pair], { config });
  return findings.map(({ severity, message }) => `${severity} ${message}`);
};

describe('plans-do-not-regress', () => {
  test.each<readonly [string, string, Pair, number]>([
    ['SEARCH becomes SCAN', 'SELECT * FROM t WHERE a = ?', ['DROP INDEX t_a;', 'CREATE INDEX t_a ON t (a, b);'], 1],
    [
      'covering becomes not',
      'SELECT b FROM t WHERE a = ?',
      ['DROP INDEX t_a; CREATE INDEX t_c ON t (a);', 'DROP INDEX t_c; CREATE INDEX t_a ON t (a, b);'],
      1,
    ],
    [
      'a sort more',
      'SELECT * FROM t WHERE a = ? ORDER BY b',
      ['DROP INDEX t_a; CREATE INDEX t_c ON t (a);', 'DROP INDEX t_c; CREATE INDEX t_a ON t (a, b);'],
      1,
    ],
    [
      'another index of the same kind',
      'SELECT * FROM t WHERE a = ?',
      ['CREATE INDEX t_d ON t (a); DROP INDEX t_a;', 'DROP INDEX t_d; CREATE INDEX t_a ON t (a, b);'],
      0,
    ],
    ['a better index', 'SELECT * FROM t WHERE b = ?', ['CREATE INDEX t_b ON t (b);', 'DROP INDEX t_b;'], 0],
  ])('%s', async (_, text, pair, findings) => {
    expect(await said(text, pair)).toHaveLength(findings);
  });

  test('a collation lost in a rebuild turns a LIKE search into a scan', async () => {
    const rebuild =
      'CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT); INSERT INTO n SELECT id, a, b, c FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t; CREATE INDEX t_a ON t (a, b);';
    expect(await said("SELECT a FROM t WHERE a LIKE 'ab%'", [rebuild, null])).toMatchObject([
      expect.stringMatching(/^error query q has a worse plan/),
    ]);
  });

  test('a rollback that brings back less than was there is a warning', async () => {
    const back = await said('SELECT b FROM t WHERE a = ?', [
      'CREATE INDEX t_e ON t (b);',
      'DROP INDEX t_e; DROP INDEX t_a; CREATE INDEX t_a ON t (a);',
    ]);
    expect(back).toMatchObject([expect.stringMatching(/^warning query q has a worse plan after rollbacks/)]);
  });
});
