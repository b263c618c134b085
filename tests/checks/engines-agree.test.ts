import { afterAll, describe, expect, test } from 'vitest';
import { enginesAgree } from '../../harness/checks/engines-agree.ts';
import { gatherPeers } from '../../harness/commands/peers.ts';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import type { ClimbOptions } from '../../harness/ladder/climb.ts';
import type { CheckReport } from '../../harness/model/report.ts';
import { configOf, type Pair, prove, query, short } from './climbing.ts';

const d1 = startD1({ now: Date.now });
afterAll(() => d1.stop());

type Options = Partial<ClimbOptions>;

/** What is said of the last step by the second of two engines, which may be given other scripts or settings. */
async function held(
  pairs: readonly Pair[],
  options: Options,
  other: { readonly pairs?: readonly Pair[]; readonly options: Options; readonly called: string },
): Promise<CheckReport> {
  const peers = gatherPeers();
  const checks = [enginesAgree];
  await prove(pairs, { checks, ...options, peers: peers('SQLite') });
  const { steps } = await prove(other.pairs ?? pairs, { checks, ...other.options, peers: peers(other.called) });
  const report = steps.at(-1)?.checks.find(({ id }) => id === 'engines-agree');
  if (report === undefined) throw new Error('engines-agree did not run on the last step');
  return report;
}

/** The same scripts on SQLite and on D1. */
function onBoth(pairs: readonly Pair[], options: Options = {}): Promise<CheckReport> {
  return held(pairs, options, { options: { ...options, open: d1.open, engineName: 'd1' }, called: 'D1' });
}

/** Other scripts on a second SQLite, as if it were another engine that understands the same ones otherwise. */
function pretending(pairs: readonly Pair[], others: readonly Pair[], options: Options = {}): Promise<CheckReport> {
  return held(pairs, options, { pairs: others, options, called: 'Other' });
}

const BOOKS: Pair = [
  `CREATE TABLE shelves (id INTEGER PRIMARY KEY, room TEXT NOT NULL UNIQUE);
   CREATE TABLE books (id INTEGER PRIMARY KEY, shelf INTEGER REFERENCES shelves (id), title TEXT NOT NULL CHECK (length(title) > 1), pages INTEGER);
   CREATE INDEX books_by_shelf ON books (shelf);`,
  'DROP TABLE books; DROP TABLE shelves;',
];

const titles = (report: CheckReport) => report.findings.map(({ message }) => message);

describe('two engines that do the same', () => {
  test('agree, and every object, table, plan and row is a case', async () => {
    const config = configOf({
      queries: [query('onShelf', 'SELECT title FROM books WHERE shelf = ?', { values: [1n] })],
    });
    const report = await onBoth(
      [BOOKS, ['ALTER TABLE books ADD COLUMN isbn TEXT;', 'ALTER TABLE books DROP COLUMN isbn;']],
      {
        config,
      },
    );
    expect(report).toMatchObject({ status: 'passed', findings: [] });
    expect(report.cases).toBeGreaterThan(30);
  });

  test('are not held against each other by what the clock and random numbers write', async () => {
    const moments: Pair = [
      `CREATE TABLE log (id INTEGER PRIMARY KEY, key TEXT DEFAULT (hex(randomblob(8))), at TEXT DEFAULT CURRENT_TIMESTAMP, made TEXT);
       INSERT INTO log (made) VALUES (datetime('now')), (random());
       CREATE TABLE parts AS SELECT random() AS part FROM log;`,
      'DROP TABLE log; DROP TABLE parts;',
    ];
    expect(await onBoth([moments])).toMatchObject({ status: 'passed', findings: [] });
  });

  test('may have named a thing in other words', async () => {
    const quoted: Pair = [BOOKS[0].replace('TABLE books', 'TABLE "books"'), BOOKS[1]];
    expect(await pretending([BOOKS], [quoted])).toMatchObject({ status: 'passed', findings: [] });
  });
});

describe('a check that has nothing to compare', () => {
  test('is skipped with one engine', async () => {
    const { steps } = await prove([BOOKS], { checks: [enginesAgree] });
    expect(steps[0]?.checks).toMatchObject([
      { status: 'skipped', reason: 'one engine is asked for, and agrees with itself' },
    ]);
  });

  test('is skipped on the first of several, and where the one before did not get to the step', async () => {
    const peers = gatherPeers();
    const first = await prove(
      [
        ['CREATE TABL x;', null],
        ['CREATE INDEX i ON x (a);', null],
      ],
      {
        checks: [enginesAgree],
        peers: peers('SQLite'),
      },
    );
    const second = await prove([BOOKS, ['CREATE INDEX i ON books (pages);', 'DROP INDEX i;']], {
      checks: [enginesAgree],
      peers: peers('Other'),
    });
    const reasons = [...first.steps, ...second.steps].map(({ checks: [report] }) => report?.reason);
    const nobody = 'no engine before this one has come to the step';
    expect(reasons).toEqual([nobody, expect.stringContaining('step 0001 did not apply'), null, nobody]);
  });
});

describe('scripts', () => {
  const REFUSED_BY_D1: readonly (readonly [string, string, RegExp, RegExp])[] = [
    [
      'ADD CONSTRAINT',
      'ALTER TABLE books ADD CONSTRAINT long CHECK (pages > -9223372036854775808);',
      /near|not authorized/,
      /rebuild of the table/,
    ],
    [
      'ALTER COLUMN',
      'ALTER TABLE books ALTER COLUMN pages DROP NOT NULL;',
      /near|not authorized/,
      /rebuild of the table/,
    ],
    [
      '101 columns',
      `CREATE TABLE wide (${Array.from({ length: 101 }, (_, at) => `c${at}`).join(', ')});`,
      /too many columns/,
      /two tables/,
    ],
    [
      'six terms',
      `CREATE TABLE six AS ${Array.from({ length: 6 }, (_, at) => `SELECT ${at}`).join(' UNION ALL ')};`,
      /too many terms in compound SELECT/,
      /VALUES/,
    ],
    [
      'a deep expression',
      `CREATE TABLE deep AS SELECT ${'1 + '.repeat(120)}1 AS a;`,
      /Expression tree is too large/,
      /parts/,
    ],
    ['a refused pragma', 'PRAGMA user_version = 7;', /not authorized/, /Leave it out/],
  ];

  test.each(REFUSED_BY_D1)(
    '%s, which SQLite accepts and D1 refuses, is an error with what to do',
    async (_, sql, said, fix) => {
      const { findings } = await onBoth([BOOKS, [sql, null]]);
      const [finding] = findings.filter(({ object }) => object.startsWith('script'));
      expect(finding).toMatchObject({
        severity: 'error',
        object: 'script migrations/0002.sql',
        message: expect.stringMatching(/^SQLite accepts this, D1 refuses it: /),
        location: { file: 'migrations/0002.sql', line: 1 },
      });
      expect(finding?.message).toMatch(said);
      expect(finding?.fix).toMatch(fix);
    },
  );

  test('a double-quoted word that is no column, which D1 takes for text, is an error', async () => {
    const { findings } = await onBoth([BOOKS, ['CREATE INDEX typo ON books ("nocol");', 'DROP INDEX typo;']]);
    expect(findings).toMatchObject(
      [
        {
          severity: 'error',
          message: expect.stringMatching(/^D1 accepts this, SQLite refuses it: .*nocol/),
          fix: expect.stringContaining('single quotes'),
        },
        { message: expect.stringContaining('SQLite') },
      ].slice(0, findings.length),
    );
    expect(findings.length).toBeGreaterThan(0);
  });

  test('foreign keys that are switched off are refused by D1, with guard triggers as the way', async () => {
    const off = '-- stepproof: foreign-keys off\nALTER TABLE books ADD COLUMN isbn TEXT;';
    const { findings } = await onBoth([BOOKS, [off, 'ALTER TABLE books DROP COLUMN isbn;']]);
    expect(findings).toMatchObject([
      {
        message: 'SQLite accepts this, D1 refuses it: foreign keys cannot be switched off on D1',
        fix: expect.stringContaining('guard triggers'),
      },
    ]);
  });

  test('a trigger that calls itself deeper than D1 goes is an error', async () => {
    const chain = Array.from(
      { length: 12 },
      (_, at) =>
        `CREATE TABLE l${at} (a INTEGER PRIMARY KEY); CREATE TRIGGER t${at} AFTER INSERT ON l${at} BEGIN INSERT INTO l${at + 1} VALUES (NEW.a); END;`,
    ).join('\n');
    const sql = `CREATE TABLE l12 (a INTEGER PRIMARY KEY);\n${chain}\nINSERT INTO l0 VALUES (1);`;
    const { findings } = await onBoth([[sql, null]]);
    expect(titles({ findings } as CheckReport)[0]).toMatch(/^SQLite accepts this, D1 refuses it: .*trigger/);
  });

  test('a rollback that only one of them runs is an error in the rollback', async () => {
    const { findings } = await pretending(
      [BOOKS, ['CREATE INDEX i ON books (pages);', 'DROP INDEX i;']],
      [BOOKS, ['CREATE INDEX i ON books (pages);', 'DROP INDEX j;']],
    );
    expect(findings).toMatchObject([
      {
        message: 'SQLite accepts this, Other refuses it: no such index: j',
        location: { file: 'rollbacks/0002.sql' },
      },
    ]);
  });
});

describe('schemas', () => {
  test.each([
    ['an index', BOOKS[0].replace('(shelf);', '(pages);'), 'error index books_by_shelf'],
    ['a CHECK', BOOKS[0].replace('> 1', '> 2'), 'error column books.title'],
    ['a type', BOOKS[0].replace('pages INTEGER', 'pages TEXT'), 'error column books.pages'],
    ['a view', `${BOOKS[0]} CREATE VIEW v AS SELECT 1;`, 'error view v'],
  ])('%s that is not the same is an error', async (_, sql, object) => {
    const { findings } = await pretending([BOOKS], [[sql, BOOKS[1]]]);
    expect(short(findings)).toContain(object);
  });

  test('are the finding of the step that makes the difference, and of no later one', async () => {
    const other: Pair = [BOOKS[0].replace('pages INTEGER', 'pages TEXT'), BOOKS[1]];
    const step: Pair = ['CREATE INDEX i ON books (title);', 'DROP INDEX i;'];
    expect((await pretending([BOOKS, step], [other, step])).findings).toEqual([]);
  });

  test('that only the rollback leaves unlike are an error in the rollback', async () => {
    const step = (rollback: string): Pair => ['CREATE INDEX i ON books (title);', rollback];
    const { findings } = await pretending([BOOKS, step('DROP INDEX i;')], [BOOKS, step('SELECT 1;')]);
    expect(findings).toMatchObject([{ object: 'index i', location: { file: 'rollbacks/0002.sql' } }]);
  });

  test('that the rollback leaves as unlike as the step made them are one finding', async () => {
    const step = (view: string): Pair => [`CREATE VIEW v AS SELECT ${view};`, 'SELECT 1;'];
    const { findings } = await pretending([BOOKS, step('1')], [BOOKS, step('2')]);
    expect(findings).toMatchObject([{ object: 'view v', location: { file: 'migrations/0002.sql' } }]);
  });
});

describe('rows', () => {
  const fill = (rows: string): readonly Pair[] => [
    ['CREATE TABLE n (id INTEGER PRIMARY KEY, a, b);', 'DROP TABLE n;'],
    [`DELETE FROM n; INSERT INTO n VALUES ${rows};`, null],
  ];

  test.each([
    ['another value', "(1, 'x', 1), (2, 'y', 2)", "(1, 'x', 1), (2, 'z', 2)", ['error column n.a']],
    ['another storage class', "(1, 'x', 1)", "(1, 'x', 1.0)", ['error column n.b']],
    ['fewer rows', "(1, 'x', 1), (2, 'y', 2)", "(1, 'x', 1)", ['error table n']],
    ['values in other rows', "(1, 'x', 1), (2, 'y', 2)", "(1, 'x', 2), (2, 'y', 1)", ['error table n']],
  ])('%s is an error', async (_, rows, others, expected) => {
    const { findings } = await pretending(fill(rows), fill(others));
    expect(short(findings)).toEqual(expected);
  });

  test('a real number that each of them writes as text in its own way is an error', async () => {
    const sql =
      'CREATE TABLE sums (id INTEGER PRIMARY KEY, total TEXT);\nINSERT INTO sums VALUES (1, quote(0.1 + 0.2));';
    const { findings } = await onBoth([[sql, 'DROP TABLE sums;']]);
    expect(findings).toMatchObject([{ object: 'column sums.total', location: { line: 1 } }]);
  });

  test('that differed before the step are not compared after it', async () => {
    const step: Pair = ['UPDATE n SET b = 3;', null];
    const { findings } = await pretending([...fill("(1, 'x', 1)"), step], [...fill("(1, 'y', 1)"), step]);
    expect(findings).toEqual([]);
  });
});

describe('plans', () => {
  const queries = [query('onShelf', 'SELECT title FROM books WHERE shelf = ?', { values: [1n] })];
  const config = configOf({ queries });

  test('that are not the same are an error with both of them', async () => {
    const other: Pair = [`${BOOKS[0]} CREATE INDEX a ON books (shelf, title);`, BOOKS[1]];
    const { findings } = await pretending([BOOKS], [other], { config });
    expect(findings.filter(({ object }) => object === 'query onShelf')).toMatchObject([
      { severity: 'error', why: expect.stringMatching(/SQLite: .*books_by_shelf.* Other: .*COVERING INDEX a/) },
    ]);
  });

  test('that were unlike before the step are not told again', async () => {
    const other: Pair = [`${BOOKS[0]} CREATE INDEX a ON books (shelf, title);`, BOOKS[1]];
    const step: Pair = ['CREATE TABLE t (a);', 'DROP TABLE t;'];
    expect((await pretending([BOOKS, step], [other, step], { config })).findings).toEqual([]);
  });

  test('that only statistics make unlike, because one of them has STAT4, are a note', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => `(${at + 1}, '${at < 2 ? 'rare' : 'common'}', ${at % 4})`).join(
      ', ',
    );
    const sql = `CREATE TABLE s (id INTEGER PRIMARY KEY, state TEXT, kind INTEGER); CREATE INDEX s_state ON s (state); CREATE INDEX s_kind ON s (kind); INSERT INTO s VALUES ${rows}; ANALYZE;`;
    const asked = configOf({ queries: [query('q', "SELECT id FROM s WHERE state = 'rare' AND kind = 1")] });
    const { findings } = await onBoth([[sql, 'DROP TABLE s;']], { config: asked });
    expect(findings).toMatchObject([
      { severity: 'note', object: 'query q', why: expect.stringMatching(/SQLite: .*s_state.* D1: .*s_kind.*STAT4/) },
    ]);
  });

  test('of a query that only one of them can compile are an error', async () => {
    const asked = configOf({ queries: [query('q', 'SELECT json_pretty(title) FROM books')] });
    const { findings } = await onBoth([BOOKS], { config: asked });
    expect(findings).toMatchObject([
      { object: 'query q', message: expect.stringMatching(/^SQLite runs query q, D1 refuses it: not authorized/) },
    ]);
  });
});

describe('refusals', () => {
  test('a LIKE pattern over 50 bytes, by which D1 refuses every row, is an error', async () => {
    const long = `CREATE TABLE mails (id INTEGER PRIMARY KEY, mail TEXT CHECK (mail NOT LIKE '%${'a'.repeat(60)}%'));`;
    const { findings } = await onBoth([[long, 'DROP TABLE mails;']]);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        object: 'table mails',
        message: expect.stringMatching(/D1.*LIKE or GLOB pattern too complex/),
      },
    ]);
  });

  test('a table that takes no row on either is not their difference', async () => {
    const shut: Pair = ['CREATE TABLE shut (a CHECK (0));', 'DROP TABLE shut;'];
    expect((await pretending([shut], [shut])).findings).toEqual([]);
  });

  test('a row that both refuse, each by another constraint, is an error', async () => {
    const config = configOf({ rows: { r: (row) => ({ id: row['id'] ?? null, n: 7n }) } });
    const ranks = (constraint: string): Pair => [
      `CREATE TABLE r (id INTEGER PRIMARY KEY, n ${constraint});`,
      'DROP TABLE r;',
    ];
    const { findings } = await pretending([ranks('NOT NULL')], [ranks('CHECK (n IS NOT NULL)')], { config });
    const refused = findings.filter(({ message }) => message.startsWith('NOT NULL'));
    expect(refused).toMatchObject([
      { message: expect.stringMatching(/SQLITE_CONSTRAINT_NOTNULL.* on SQLite .*SQLITE_CONSTRAINT_CHECK.* on Other/) },
    ]);
  });

  test('rows are not tried beside others than those they were made for', async () => {
    const unlike = (amount: number): Pair => [
      `CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (${amount}); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p (id));`,
      'DROP TABLE c; DROP TABLE p;',
    ];
    const { findings } = await pretending([unlike(1)], [unlike(2)]);
    expect(short(findings)).toEqual(['error column p.id']);
  });

  test('a row that one takes and the other does not is an error with the row', async () => {
    const ranked = (check: string): Pair => [
      `CREATE TABLE r (id INTEGER PRIMARY KEY, n INTEGER NOT NULL ${check});`,
      'DROP TABLE r;',
    ];
    const config = configOf({ rows: { r: (row, n) => ({ id: row['id'] ?? null, n: BigInt(100 + n) }) } });
    const { findings } = await pretending([ranked('CHECK (n > 5)')], [ranked('CHECK (n > 3)')], { config });
    const refused = findings.filter(({ message }) => message.startsWith('CHECK'));
    expect(refused).toMatchObject([
      {
        object: 'table r',
        message: expect.stringMatching(/is refused with SQLITE_CONSTRAINT_CHECK: .* on SQLite and accepted on Other/),
      },
    ]);
  });
});
