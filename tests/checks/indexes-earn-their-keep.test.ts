import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkOf, configOf, type Pair, query, short } from './climbing.ts';

const ID = 'indexes-earn-their-keep';
const DOWN = 'DROP TABLE t;';
const TABLE =
  "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, a TEXT, b INTEGER, c TEXT CHECK (c <> ''));";

/** The messages about indexes that are made along with a table. */
async function said(indexes: string, queries: Parameters<typeof configOf>[0] = {}): Promise<readonly string[]> {
  const pair: Pair = [`${TABLE} ${indexes}`, DOWN];
  const { findings } = await checkOf(ID, '0001', [pair], { config: configOf(queries) });
  expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  return findings.map(({ message }) => message);
}

describe('an index that repeats another', () => {
  test('the eight of the reference schema are named, and no other', async () => {
    const sql = readFileSync(new URL('../../migrations/0001_initial_schema.sql', import.meta.url), 'utf8');
    const { findings, cases } = await checkOf(ID, '0001', [[sql, null]]);
    expect(short(findings)).toEqual(
      [
        'idx_integrations_workspace',
        'idx_eval_sets_workspace',
        'idx_jobs_workspace',
        'idx_traces_integration',
        'idx_feedback_eval_set',
        'idx_evals_eval_set',
        'idx_executions_eval',
        'idx_executions_eval_trace',
      ].map((name) => `note index ${name}`),
    );
    expect(cases).toBe(26);
  });

  test.each<readonly [string, string, readonly string[]]>([
    [
      'the left part of a wider one',
      'CREATE INDEX i ON t (a); CREATE INDEX j ON t (a, b);',
      ['index i on t is the left part of index j'],
    ],
    ['not the right part', 'CREATE INDEX i ON t (b); CREATE INDEX j ON t (a, b);', []],
    [
      'a copy, of which the first stays',
      'CREATE INDEX i ON t (a, b); CREATE INDEX j ON t (a, b);',
      ['index j on t is a copy of index i'],
    ],
    [
      'a copy, of which the unique one stays',
      'CREATE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a);',
      ['index i on t is a copy of index j'],
    ],
    [
      'a copy of a UNIQUE constraint',
      'CREATE UNIQUE INDEX i ON t (code);',
      ['index i on t is a copy of the UNIQUE constraint on code'],
    ],
    [
      'the rowid by its other name',
      'CREATE INDEX i ON t (id);',
      ['index i on t is a copy of the INTEGER PRIMARY KEY of table t'],
    ],
    ['a unique index beside a wider one', 'CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON t (a, b);', []],
    ['another condition', "CREATE INDEX i ON t (a) WHERE c = 'x'; CREATE INDEX j ON t (a, b);", []],
    [
      'the same condition',
      "CREATE INDEX i ON t (a) WHERE c = 'x'; CREATE INDEX j ON t (a, b) WHERE c = 'x';",
      ['index i on t is the left part of index j'],
    ],
    [
      'another collation',
      'CREATE INDEX i ON t (c); CREATE INDEX j ON t (c COLLATE RTRIM, b);',
      ['index j is searched only by comparisons that say COLLATE RTRIM, BINARY'],
    ],
    [
      'read backwards',
      'CREATE INDEX i ON t (a, b DESC); CREATE INDEX j ON t (a DESC, b, c);',
      ['index i on t is the left part of index j'],
    ],
    ['turned inside', 'CREATE INDEX i ON t (a, b DESC); CREATE INDEX j ON t (a, b, c);', []],
    [
      'the same expression',
      'CREATE INDEX i ON t (lower(a)); CREATE INDEX j ON t (LOWER( "a" ), b);',
      ['index i on t is the left part of index j'],
    ],
    ['another expression', 'CREATE INDEX i ON t (lower(a)); CREATE INDEX j ON t (upper(a), b);', []],
  ])('%s', async (_, indexes, messages) => {
    expect(await said(indexes)).toEqual(messages);
  });
});

describe('an index that cannot be searched', () => {
  test('one of another collation than its column is scanned by a plain comparison', async () => {
    expect(await said('CREATE INDEX i ON t (a COLLATE NOCASE);')).toEqual([
      'index i is searched only by comparisons that say COLLATE NOCASE',
    ]);
  });

  test('one of a constant is scanned by every comparison', async () => {
    expect(await said('CREATE INDEX i ON t (1);')).toEqual([
      'index i cannot be searched by its columns: SCAN t USING INDEX i',
    ]);
  });

  test('one that was searched before its column got another collation', async () => {
    const { findings } = await checkOf(ID, '0002', [
      ['CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE INDEX i ON t (a COLLATE BINARY);', DOWN],
      [
        'DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE); CREATE INDEX i ON t (a COLLATE BINARY);',
        null,
      ],
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      'index i is searched only by comparisons that say COLLATE BINARY',
    ]);
  });

  test.each([
    'CREATE INDEX i ON t (a, b, c);',
    'CREATE INDEX i ON t (b DESC) WHERE a IS NOT NULL;',
    'CREATE INDEX i ON t (lower(a), b);',
    'CREATE INDEX "an index (odd)" ON t (c);',
    'CREATE INDEX i ON t (b, id);',
  ])('%s can', async (index) => {
    expect(await said(index)).toEqual([]);
  });
});

describe('an index that no query uses', () => {
  const byA = query('byA', 'SELECT * FROM t WHERE a = ?', { values: ['x'] });

  test('is noted only where queries are catalogued', async () => {
    const indexes = 'CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);';
    expect(await said(indexes)).toEqual([]);
    expect(await said(indexes, { queries: [byA] })).toEqual(['no catalogued query uses index j on t']);
  });

  test('one value of a query is enough', async () => {
    const partial = "CREATE INDEX i ON t (a) WHERE c = 'x';";
    const text = 'SELECT * FROM t WHERE a = ? AND c = ?';
    const other = query('q', text, { values: ['1', 'y'] });
    expect(await said(partial, { queries: [other] })).toEqual(['no catalogued query uses index i on t']);
    const both = { ...other, variants: [{ text, values: ['1', 'x'] }] };
    expect(await said(partial, { queries: [both] })).toEqual([]);
  });

  test('a scan along it is a use, and so is a promise of a later step', async () => {
    const sorted = query('q', 'SELECT * FROM t ORDER BY b', { since: '0009' });
    expect(await said('CREATE INDEX i ON t (b);', { queries: [sorted] })).toEqual([]);
  });

  test('unique indexes and those of a foreign key need none', async () => {
    const key =
      'CREATE TABLE k (t INTEGER REFERENCES t (id)); CREATE INDEX k_t ON k (t); CREATE UNIQUE INDEX u ON t (b);';
    expect(await said(key, { queries: [byA] })).toEqual([]);
  });

  test('the queries that use a redundant one are named in the data', async () => {
    const pair: Pair = [`${TABLE} CREATE INDEX i ON t (a); CREATE INDEX j ON t (a, b);`, DOWN];
    const hinted = query('hinted', 'SELECT * FROM t INDEXED BY i WHERE a = ?', { values: ['x'] });
    const { findings } = await checkOf(ID, '0001', [pair], { config: configOf({ queries: [byA, hinted] }) });
    expect(findings).toMatchObject([{ object: 'index i', data: { by: 'j', copy: false, queries: ['hinted'] } }]);
  });

  test('is noted where it loses its query', async () => {
    const wider: Pair = ['CREATE INDEX j ON t (b, a, c);', 'DROP INDEX j;'];
    const covered = query('q', 'SELECT a, c FROM t WHERE b = ? AND a = ?', { values: [1n, 'x'] });
    const { findings } = await checkOf(ID, '0002', [[`${TABLE} CREATE INDEX i ON t (a);`, DOWN], wider], {
      config: configOf({ queries: [covered] }),
    });
    expect(short(findings)).toEqual(['note index i']);
  });
});

describe('a note', () => {
  test('stands on the step where it first holds, at the statement', async () => {
    const first: Pair = [`${TABLE}\nCREATE INDEX i ON t (a);`, DOWN];
    const second: Pair = ['CREATE INDEX j ON t (a, b);', 'DROP INDEX j;'];
    const third: Pair = ['CREATE INDEX k ON t (c);', 'DROP INDEX k;'];
    const pairs = [first, second, third];
    expect((await checkOf(ID, '0001', pairs)).findings).toEqual([]);
    expect(short((await checkOf(ID, '0002', pairs)).findings)).toEqual(['note index i']);
    expect((await checkOf(ID, '0003', pairs)).findings).toEqual([]);
  });

  test('points at the statement that makes the index', async () => {
    const { findings } = await checkOf(ID, '0001', [
      [`${TABLE}\nCREATE UNIQUE INDEX IF NOT EXISTS "I" ON t (code);`, DOWN],
    ]);
    expect(findings[0]?.location).toEqual({ file: 'migrations/0001.sql', line: 2, column: 1 });
  });

  test('without named indexes the check is skipped', async () => {
    expect(await checkOf(ID, '0001', [[TABLE, DOWN]])).toMatchObject({ status: 'skipped' });
  });
});
