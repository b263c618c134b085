import { describe, expect, test } from 'vitest';
import { deviationsOn, probed } from './probing.ts';

/** A schema, and the same with one thing about its constraints changed. */
const CHANGES: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a primary key is gone', 'a TEXT PRIMARY KEY, b INT', 'a TEXT, b INT'],
  ['a primary key is wider', 'a TEXT, b INT, PRIMARY KEY (a)', 'a TEXT, b INT, PRIMARY KEY (a, b)'],
  ['a unique constraint is narrower', 'a TEXT, b INT, UNIQUE (a, b)', 'a TEXT, b INT, UNIQUE (a)'],
  ['a unique constraint is new', 'a TEXT, b INT', 'a TEXT UNIQUE, b INT'],
  ['a key ignores letter case', 'a TEXT UNIQUE', 'a TEXT COLLATE NOCASE UNIQUE'],
  ['a key respects letter case', 'a TEXT COLLATE NOCASE UNIQUE', 'a TEXT UNIQUE'],
  ['NOT NULL is gone', 'a TEXT NOT NULL, b INT', 'a TEXT, b INT'],
  ['NOT NULL is new', 'a TEXT, b INT', 'a TEXT NOT NULL, b INT'],
  ['a CHECK is gone', 'a INT CHECK (a > 5)', 'a INT'],
  ['a CHECK is off by one', 'a INT CHECK (a > 5)', 'a INT CHECK (a >= 5)'],
  ['a CHECK is stricter', 'a INT CHECK (a >= 5)', 'a INT CHECK (a > 5)'],
  ['a CHECK lacks a part', 'a INT CHECK (a > 5 AND a <> 9)', 'a INT CHECK (a > 5)'],
  ['a list lacks an element', `a TEXT CHECK (a IN ('x', 'y'))`, `a TEXT CHECK (a IN ('x'))`],
  ['a list is longer', `a TEXT CHECK (a IN ('x', 'y'))`, `a TEXT CHECK (a IN ('x', 'y') OR a NOT IN ('x', 'y'))`],
  ['a CHECK has another name', 'a INT CONSTRAINT one CHECK (a > 5)', 'a INT CONSTRAINT two CHECK (a > 5)'],
  ['a foreign key is gone', 'a INT REFERENCES p (k)', 'a INT'],
  [
    'a foreign key waits for the commit',
    'a INT REFERENCES p (k)',
    'a INT REFERENCES p (k) DEFERRABLE INITIALLY DEFERRED',
  ],
  ['a foreign key does not wait', 'a INT REFERENCES p (k) DEFERRABLE INITIALLY DEFERRED', 'a INT REFERENCES p (k)'],
  ['a refusal is silent', 'a INT UNIQUE', 'a INT UNIQUE ON CONFLICT IGNORE'],
  ['a refusal replaces', 'a INT UNIQUE', 'a INT UNIQUE ON CONFLICT REPLACE'],
];

const schema = (columns: string): string =>
  `CREATE TABLE p (k INTEGER PRIMARY KEY, v TEXT); CREATE TABLE t (${columns}, other TEXT)`.replace(
    /(PRIMARY KEY|UNIQUE) \((.*)\), other TEXT\)$/,
    '$1 ($2))',
  );

describe('the probes of a schema', () => {
  test.for(CHANGES)('notice that %s', async ([, from, to]) => {
    const database = await probed(schema(from));
    expect(await deviationsOn(schema(from), database)).toEqual([]);
    expect(await deviationsOn(schema(to), database)).not.toEqual([]);
  });

  test.for([
    ['an index is gone', 'CREATE UNIQUE INDEX i ON t (lower(a))', ''],
    ['a partial index is whole', 'CREATE UNIQUE INDEX i ON t (a) WHERE b > 5', 'CREATE UNIQUE INDEX i ON t (a)'],
    ['an index is partial', 'CREATE UNIQUE INDEX i ON t (a)', 'CREATE UNIQUE INDEX i ON t (a) WHERE b > 5'],
  ] as const)('notice that %s', async ([, from, to]) => {
    const table = 'CREATE TABLE t (a TEXT, b INT);';
    const database = await probed(`${table} ${from}`);
    expect(await deviationsOn(`${table} ${from}`, database)).toEqual([]);
    expect(await deviationsOn(`${table} ${to}`, database)).not.toEqual([]);
  });

  test('notice that a table is not STRICT', async () => {
    const database = await probed('CREATE TABLE t (a INT, b TEXT) STRICT');
    expect(await deviationsOn('CREATE TABLE t (a INT, b TEXT)', database)).not.toEqual([]);
  });

  test('say what had to be there first when that is refused', async () => {
    const database = await probed(`CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 1), v TEXT)`);
    const deviations = await deviationsOn('CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 2), v TEXT)', database);
    expect(deviations.map(({ outcome }) => outcome.outcome)).toContain('not set up');
  });

  test('leave the database as it was', async () => {
    const database = await probed(schema('a INT REFERENCES p (k) DEFERRABLE INITIALLY DEFERRED'));
    const rows = () => database.engine.query('SELECT count(*), sum(a) FROM t');
    const before = await rows();
    await deviationsOn(schema('a INT'), database);
    expect(await rows()).toEqual(before);
  });
});
