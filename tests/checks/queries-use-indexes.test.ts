import { describe, expect, test } from 'vitest';
import type { CataloguedQuery } from '../../harness/model/query.ts';
import { checkOf, configOf, type Pair, query } from './climbing.ts';

const JOBS: Pair = [
  `CREATE TABLE job (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, status TEXT NOT NULL, at TEXT NOT NULL);
   CREATE INDEX job_owner ON job (owner, at);
   CREATE INDEX job_active ON job (owner) WHERE status = 'active';`,
  'DROP TABLE job;',
];

const messages = async (catalogued: CataloguedQuery) => {
  const { findings } = await checkOf('queries-use-indexes', '0001', [JOBS], {
    config: configOf({ queries: [catalogued] }),
  });
  return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
};

describe('queries-use-indexes', () => {
  test.each<readonly [string, CataloguedQuery, readonly string[]]>([
    [
      'an index that is searched',
      query('q', 'SELECT * FROM job WHERE owner = ?', { values: ['a'], uses: ['job_owner'] }),
      [],
    ],
    [
      'an index that is not',
      query('q', 'SELECT * FROM job WHERE at = ?', { values: ['a'], uses: ['job_owner'] }),
      ['it does not search by job_owner'],
    ],
    [
      'an index that is only scanned',
      query('q', 'SELECT owner FROM job', { uses: ['job_owner'] }),
      ['it does not search by job_owner'],
    ],
    ['no scan', query('q', 'SELECT * FROM job WHERE at = ?', { values: ['a'], scan: false }), ['it scans job']],
    [
      'no sort',
      query('q', 'SELECT * FROM job WHERE owner = ? ORDER BY status', { values: ['a'], sort: false }),
      ['it sorts for ORDER BY'],
    ],
    [
      'a sort that the index saves',
      query('q', 'SELECT * FROM job WHERE owner = ? ORDER BY at', { values: ['a'], sort: false }),
      [],
    ],
    ['covering', query('q', 'SELECT at FROM job WHERE owner = ?', { values: ['a'], covering: true }), []],
    [
      'not covering',
      query('q', 'SELECT status FROM job WHERE owner = ?', { values: ['a'], covering: true }),
      ['job_owner does not cover it'],
    ],
  ])('%s', async (_, catalogued, broken) => {
    const said = await messages(catalogued);
    expect(said).toEqual(broken.map((reason) => `query q breaks its promise: ${reason}`));
  });

  test('each of the values is explained, because a partial index serves only one of them', async () => {
    const text = 'SELECT id FROM job WHERE owner = ? AND status = ?';
    const promised = query('q', text, {
      values: ['a', 'active'],
      uses: ['job_active'],
      variants: [{ text, values: ['a', 'error'] }],
    });
    expect(await messages({ ...promised, variants: [] })).toEqual([]);
    expect(await messages(promised)).toEqual(['query q breaks its promise: it does not search by job_active']);
  });

  test('a query that could be asked before the step and not after it is found', async () => {
    const config = configOf({ queries: [query('q', 'SELECT owner FROM job')] });
    const rename: Pair = [
      'ALTER TABLE job RENAME COLUMN owner TO tenant;',
      'ALTER TABLE job RENAME COLUMN tenant TO owner;',
    ];
    const { findings } = await checkOf('queries-use-indexes', '0002', [JOBS, rename], { config });
    expect(findings).toMatchObject([
      { severity: 'error', message: 'query q cannot be run any more: no such column: owner' },
    ]);
  });

  test('a promise holds from its step on, and until its last', async () => {
    const late = query('q', 'SELECT * FROM job WHERE at = ?', {
      values: ['a'],
      scan: false,
      since: '0002',
      until: '0002',
    });
    const index: Pair = ['CREATE INDEX job_at ON job (at);', 'DROP INDEX job_at;'];
    const config = configOf({ queries: [late] });
    const pairs = [JOBS, index, ['DROP INDEX job_at;', 'CREATE INDEX job_at ON job (at);']] as const;
    for (const [step, status] of [
      ['0001', 'skipped'],
      ['0002', 'passed'],
      ['0003', 'skipped'],
    ] as const) {
      expect((await checkOf('queries-use-indexes', step, pairs, { config })).status).toBe(status);
    }
  });

  test('a promise that only small tables keep is a note', async () => {
    const pair: Pair = [
      'CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX t_a ON t (a); CREATE UNIQUE INDEX t_b ON t (b);',
      'DROP TABLE t;',
    ];
    const config = configOf({
      queries: [
        query('q', 'SELECT * FROM t WHERE a = ? AND b > ?', { values: ['x', 'y'], uses: ['t_a'] }),
        query('r', 'SELECT * FROM t WHERE a = ? AND b = ?', { values: ['x', 'y'], uses: ['t_a'] }),
      ],
    });
    const { status, findings } = await checkOf('queries-use-indexes', '0001', [pair], { config });
    expect(findings.every(({ severity, object }) => severity === 'error' || object.startsWith('query'))).toBe(true);
    expect(status === 'failed' || findings.some(({ severity }) => severity === 'note')).toBe(true);
  });
});
