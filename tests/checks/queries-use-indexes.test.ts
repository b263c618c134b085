import { afterAll, describe, expect, test } from 'vitest';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import type { CataloguedQuery } from '../../harness/model/query.ts';
import { checkOf, configOf, type Pair, query, short } from './climbing.ts';

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

describe('on an engine that counts rows', () => {
  const d1 = startD1({ now: Date.now });
  afterAll(() => d1.stop());

  const SHOP: Pair = [
    `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
     CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id), note TEXT NOT NULL);
     CREATE INDEX by_customer ON orders (customer);
     CREATE INDEX by_note ON orders (note);
     CREATE VIEW notes AS SELECT note FROM orders;`,
    'DROP VIEW notes; DROP TABLE orders; DROP TABLE customers;',
  ];

  const onD1 = async (text: string, parts: Partial<CataloguedQuery>, ...steps: readonly Pair[]) => {
    const config = configOf({ queries: [query('q', text, parts)] });
    const pairs = [SHOP, ...steps];
    const last = String(pairs.length).padStart(4, '0');
    return checkOf('queries-use-indexes', last, pairs, { open: d1.open, engineName: 'd1', config });
  };

  test('a query that finds its rows does not grow with the table', async () => {
    const report = await onD1('SELECT note FROM orders WHERE customer = ?', { values: [1n], scan: false });
    expect(report).toMatchObject({ status: 'passed', findings: [], cases: 2 });
  });

  test('a query that gives more rows of a larger table does not grow by that alone', async () => {
    const text = 'SELECT note FROM orders WHERE note >= ? ORDER BY note';
    expect((await onD1(text, { values: [''], scan: false })).findings).toEqual([]);
  });

  test('a table with one row for each of another grows together with that one', async () => {
    const cards: Pair = [
      'CREATE TABLE cards (customer INTEGER PRIMARY KEY REFERENCES customers (id), code TEXT NOT NULL); CREATE INDEX by_code ON cards (code);',
      'DROP TABLE cards;',
    ];
    const { findings } = await onD1('SELECT count(*) FROM cards WHERE code >= ?', { values: [''], scan: false }, cards);
    expect(short(findings)).toEqual(['warning query q']);
  });

  test.each([
    ['SELECT count(*) FROM orders WHERE note >= ?', ''],
    ['SELECT customer FROM orders WHERE note >= ? AND customer + 0 = -1', ''],
    ['SELECT count(*) FROM notes WHERE note >= ?', ''],
  ])('a search that reads the whole table is a warning where the query promises no scan: %s', async (text, value) => {
    const { findings } = await onD1(text, { values: [value], scan: false });
    expect(findings).toMatchObject([
      { severity: 'warning', object: 'query q', data: { exponent: 1, rowsRead: [8, 32] } },
    ]);
  });

  test('a scan is a note where the query does not promise that there is none', async () => {
    const text = "SELECT note FROM orders WHERE customer >= ? AND note || '' = '-'";
    const { findings } = await onD1(text, { values: [-1n], uses: ['by_customer'] });
    expect(short(findings)).toEqual(['note query q']);
  });

  test('a query is measured when its plan is new, and not again at the steps after', async () => {
    const step: Pair = ['CREATE TABLE other (a);', 'DROP TABLE other;'];
    const later = await onD1('SELECT count(*) FROM orders WHERE note >= ?', { values: [''], scan: false }, step);
    expect(later).toMatchObject({ findings: [], cases: 1 });
  });
});
