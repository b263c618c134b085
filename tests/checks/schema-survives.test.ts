import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, short } from './climbing.ts';

const said = (pairs: readonly Pair[]) => checkOf('schema-survives', '0002', pairs);

const ORDERS: Pair = [
  `CREATE TABLE customer (id INTEGER PRIMARY KEY);
   CREATE TABLE orders (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     customer INTEGER REFERENCES customer (id) ON DELETE CASCADE,
     code TEXT NOT NULL UNIQUE COLLATE NOCASE,
     state TEXT DEFAULT 'new' CHECK (state <> ''),
     note TEXT
   );
   CREATE INDEX orders_customer ON orders (customer);
   CREATE TRIGGER orders_kept BEFORE DELETE ON orders WHEN old.state = 'paid' BEGIN SELECT RAISE(ABORT, 'paid'); END;
   CREATE VIEW paid AS SELECT id FROM orders WHERE state = 'paid';`,
  null,
];

const FULL = `id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER REFERENCES customer (id) ON DELETE CASCADE,
  code TEXT NOT NULL UNIQUE COLLATE NOCASE, state TEXT DEFAULT 'new' CHECK (state <> ''), note TEXT`;
const INDEX = 'CREATE INDEX orders_customer ON orders (customer);';
const TRIGGER =
  "CREATE TRIGGER orders_kept BEFORE DELETE ON orders WHEN old.state = 'paid' BEGIN SELECT RAISE(ABORT, 'paid'); END;";

function rebuild(columns: string, after: string): Pair {
  const names = 'id, customer, code, state, note';
  return [
    `DROP TRIGGER orders_kept; DROP VIEW paid; CREATE TABLE n (${columns}); INSERT INTO n (${names}) SELECT ${names} FROM orders; DROP TABLE orders; ALTER TABLE n RENAME TO orders; ${after}`,
    null,
  ];
}

describe('schema-survives', () => {
  test('a rebuild that puts everything back passes', async () => {
    expect(await said([ORDERS, rebuild(FULL, `${INDEX} ${TRIGGER}`)])).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('an index and a trigger that went down with the table are found, with the SQL that brings them back', async () => {
    const names = 'id, customer, code, state, note';
    const { findings } = await said([
      ORDERS,
      [
        `DROP VIEW paid; CREATE TABLE n (${FULL}); INSERT INTO n (${names}) SELECT ${names} FROM orders; DROP TABLE orders; ALTER TABLE n RENAME TO orders;`,
        null,
      ],
    ]);
    expect(short(findings)).toEqual(['error index orders_customer', 'error trigger orders_kept']);
    expect(findings[0]?.fix).toContain('CREATE INDEX orders_customer ON orders (customer);');
  });

  test.each([
    ['AUTOINCREMENT', FULL.replace(' AUTOINCREMENT', '')],
    ['foreign key', FULL.replace(' REFERENCES customer (id) ON DELETE CASCADE', '')],
    ['action', FULL.replace(' ON DELETE CASCADE', '')],
    ['NOT NULL', FULL.replace(' NOT NULL', '')],
    ['UNIQUE', FULL.replace(' UNIQUE', '')],
    ['collation', FULL.replace(' COLLATE NOCASE', '')],
    ['DEFAULT', FULL.replace(" DEFAULT 'new'", '')],
    ['CHECK', FULL.replace(" CHECK (state <> '')", '')],
  ])('a rebuild that loses a %s is a warning', async (_, columns) => {
    const { status, findings } = await said([ORDERS, rebuild(columns, `${INDEX} ${TRIGGER}`)]);
    expect(status).toBe('passed');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test.each([
    [
      'its foreign key beside its columns',
      FULL.replace(/ REFERENCES.*CASCADE/, '').concat(
        ', FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE',
      ),
    ],
    [
      'its UNIQUE column as PRIMARY KEY',
      FULL.replace(' PRIMARY KEY AUTOINCREMENT', ' UNIQUE').replace('NOT NULL UNIQUE', 'NOT NULL PRIMARY KEY'),
    ],
  ])('a rebuild that writes %s loses neither', async (_, columns) => {
    const { findings } = await said([ORDERS, rebuild(columns, `${INDEX} ${TRIGGER}`)]);
    expect(short(findings).filter((one) => /customer|code/.test(one))).toEqual([]);
  });

  test('an index that comes back on other columns is a warning', async () => {
    const { findings } = await said([
      ORDERS,
      rebuild(FULL, `CREATE INDEX orders_customer ON orders (state); ${TRIGGER}`),
    ]);
    expect(short(findings)).toEqual(['warning index orders_customer']);
  });

  test('a column that a rebuild leaves out is a warning', async () => {
    const columns = 'id, customer, code, state';
    const { findings } = await said([
      ORDERS,
      [
        `DROP TRIGGER orders_kept; DROP VIEW paid; CREATE TABLE n (${FULL.replace(', note TEXT', '')}); INSERT INTO n (${columns}) SELECT ${columns} FROM orders; DROP TABLE orders; ALTER TABLE n RENAME TO orders; ${INDEX}`,
        null,
      ],
    ]);
    expect(short(findings)).toEqual(['warning column orders.note']);
  });

  test.each([
    'DROP INDEX orders_customer',
    'DROP TRIGGER orders_kept',
    'DROP VIEW paid',
    'DROP VIEW paid; DROP TRIGGER orders_kept; DROP TABLE orders',
    'DROP VIEW paid; ALTER TABLE orders RENAME TO purchase',
  ])('what the script drops or renames by name is no loss: %s', async (sql) =>
    expect((await said([ORDERS, [`${sql};`, null]])).findings).toEqual([]),
  );

  test('a finding is settled by a directive with a reason', async () => {
    const [forward] = rebuild(FULL.replace(" DEFAULT 'new'", ''), `${INDEX} ${TRIGGER}`);
    const { findings } = await said([
      ORDERS,
      [`-- stepproof: ignore schema-survives "the default moved to the application"\n${forward}`, null],
    ]);
    expect(findings.map(({ severity, data }) => [severity, data['ignored']])).toEqual([
      ['note', 'the default moved to the application'],
    ]);
  });
});
