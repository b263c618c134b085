import { describe, expect, test } from 'vitest';
import { constraintProbes } from '../../../harness/generate/probes/constraintProbes.ts';
import { runProbes } from '../../../harness/generate/probes/runProbes.ts';
import { filled } from '../database.ts';
import { deviationsOn, lines, probed } from './probing.ts';

const made = async (sql: string) => lines((await probed(sql)).set);

describe('probes', () => {
  test('of a key: the same one, and all but one of its columns', async () => {
    expect(await made('CREATE TABLE t (a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID')).toEqual(
      expect.arrayContaining([
        't, PRIMARY KEY (a, b), the same key: refused',
        't, PRIMARY KEY (a, b), the same key but for a: accepted',
        't, PRIMARY KEY (a, b), the same key but for b: accepted',
        't, NOT NULL of a, NULL in a: refused',
      ]),
    );
  });

  test('know that TEXT PRIMARY KEY accepts NULL, and that NULL is equal to no NULL', async () => {
    expect(await made('CREATE TABLE t (k TEXT PRIMARY KEY, a INT UNIQUE)')).toEqual(
      expect.arrayContaining([
        't, column k, NULL in k: accepted',
        't, UNIQUE (a), the same key with NULL in it: accepted',
      ]),
    );
  });

  test('tell letter case by the collation', async () => {
    expect(await made('CREATE TABLE t (a TEXT UNIQUE COLLATE NOCASE, b TEXT UNIQUE)')).toEqual(
      expect.arrayContaining([
        't, UNIQUE (a), the same key with other letters in a: refused',
        't, UNIQUE (b), the same key with other letters in b: accepted',
      ]),
    );
  });

  test('of a partial index stand on both sides of its WHERE', async () => {
    const sql = `CREATE TABLE t (a TEXT, n REAL); CREATE UNIQUE INDEX i ON t (a) WHERE n > 'm'`;
    expect(await made(sql)).toEqual(
      expect.arrayContaining([
        't, unique index i, a row that breaks it: refused',
        't, unique index i, the same key with another value for the WHERE: accepted',
      ]),
    );
  });

  test('of a CHECK are its bounds, their neighbours, the elements of its list and NULL', async () => {
    expect(await made(`CREATE TABLE t (n INT CHECK (n BETWEEN 3 AND 9), s TEXT CHECK (s IN ('a', 'b')))`)).toEqual(
      expect.arrayContaining([
        't, CHECK (n BETWEEN 3 AND 9), n = 2: refused',
        't, CHECK (n BETWEEN 3 AND 9), n = 3: accepted',
        't, CHECK (n BETWEEN 3 AND 9), n = 4: accepted',
        't, CHECK (n BETWEEN 3 AND 9), n = 8: accepted',
        't, CHECK (n BETWEEN 3 AND 9), n = 9: accepted',
        't, CHECK (n BETWEEN 3 AND 9), n = 10: refused',
        't, CHECK (n BETWEEN 3 AND 9), n = NULL: accepted',
        "t, CHECK (s IN ('a', 'b')), s = 'a': accepted",
        "t, CHECK (s IN ('a', 'b')), s = 'b': accepted",
        "t, CHECK (s IN ('a', 'b')), a row that breaks it: refused",
      ]),
    );
  });

  test('of a CHECK go by lengths, by other columns and by what a document holds', async () => {
    expect(
      await made(
        `CREATE TABLE t (s TEXT CHECK (length(s) <= 7), lo INT, hi INT CHECK (hi > lo), j TEXT NOT NULL CHECK (json_extract(j, '$.k') = 'a'))`,
      ),
    ).toEqual(
      expect.arrayContaining([
        't, CHECK (length(s) <= 7), s of length 7: accepted',
        't, CHECK (length(s) <= 7), s of length 8: refused',
        't, CHECK (hi > lo), hi equal to lo: refused',
        't, CHECK (hi > lo), hi just above lo: accepted',
        `t, CHECK (json_extract(j, '$.k') = 'a'), j: k is something else: refused`,
        `t, CHECK (json_extract(j, '$.k') = 'a'), j: k is nothing: accepted`,
      ]),
    );
  });

  test('break each part of a conjunction alone, also where a later part fails on the row', async () => {
    const parts = ["typeof(j) = 'text'", 'json_valid(j)', "json_type(j) = 'array'"];
    const table = (checks: readonly string[]) => `CREATE TABLE t (j JSON CHECK (${checks.join(' AND ')}))`;
    const whole = await probed(table(parts));
    for (const part of parts) {
      const rest = parts.filter((other) => other !== part);
      expect([part, (await deviationsOn(table(rest), whole)).length > 0]).toEqual([part, true]);
    }
  });

  test('see values as the column stores them', async () => {
    // As a bare value '9' would be greater than 18, and 'X' no element of the list.
    const { set, engine } = await probed(
      `CREATE TABLE t (n INT CHECK (n > 18), e TEXT COLLATE NOCASE CHECK (e IN ('x', 'y')), at DATETIME CHECK (at > '2025'))`,
    );
    expect(set.gaps).toEqual([]);
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('of a foreign key: no parent, a parent, itself, and NULL in one of its columns', async () => {
    const sql = `CREATE TABLE p (a TEXT, b INT, PRIMARY KEY (a, b));
      CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT, b INT, up INT REFERENCES c (id), FOREIGN KEY (a, b) REFERENCES p (a, b) DEFERRABLE INITIALLY DEFERRED)`;
    const { set } = await probed(sql);
    expect(lines(set)).toEqual(
      expect.arrayContaining([
        'c, FOREIGN KEY (a, b), a row without a parent: refused',
        'c, FOREIGN KEY (a, b), a row with a parent: accepted',
        'c, FOREIGN KEY (a, b), a row without a parent and NULL in a: accepted',
        'c, FOREIGN KEY (up), a row that is its own parent: accepted',
      ]),
    );
    const deferred = set.probes.find(
      ({ constraint, what }) => constraint.name === 'FOREIGN KEY (a, b)' && what === 'a row without a parent',
    );
    expect(deferred?.expected).toEqual({
      outcome: 'refused',
      by: [{ code: 'SQLITE_CONSTRAINT_FOREIGNKEY', names: '', at: 'commit' }],
    });
  });

  test('of types know what STRICT converts, and that the rowid is checked everywhere', async () => {
    const { set } = await probed(
      'CREATE TABLE s (n INT, t TEXT, a ANY) STRICT; CREATE TABLE r (id INTEGER PRIMARY KEY)',
    );
    expect(lines(set)).toEqual(
      expect.arrayContaining([
        's, type INT of n, a fraction in n: refused',
        's, type INT of n, an integer as text in n: accepted',
        's, type TEXT of t, bytes in t: refused',
        'r, type INTEGER of id, text in id: refused',
        'r, column id, NULL in id: accepted',
      ]),
    );
    const rowid = set.probes.find(({ constraint }) => constraint.name === 'type INTEGER of id');
    expect(rowid?.expected).toMatchObject({ by: [{ code: 'SQLITE_MISMATCH' }] });
  });

  test('take NULL in the rowid for the next number', async () => {
    expect(await made('CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 0), v TEXT)')).toEqual(
      expect.arrayContaining(['t, CHECK (id = 0), id = NULL: refused']),
    );
    const { set, engine } = await probed('CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id > 0), v TEXT)');
    expect(lines(set)).toContain('t, CHECK (id > 0), id = NULL: accepted');
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('of a type leave foreign keys out of account: those are asked for last', async () => {
    const sql = `CREATE TABLE p (k INT PRIMARY KEY NOT NULL) STRICT;
      CREATE TABLE c (p INT NOT NULL REFERENCES p (k) DEFERRABLE INITIALLY DEFERRED) STRICT`;
    const { set, engine } = await probed(sql);
    const type = set.probes.find(({ table, what }) => table === 'c' && what === 'text in p');
    expect(type?.expected).toMatchObject({ by: [{ code: 'SQLITE_CONSTRAINT_DATATYPE', names: 'c.p' }] });
    expect(set.gaps).toEqual([]);
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('stand beside rows that the table accepts', async () => {
    const sql = `CREATE TABLE t (a TEXT, n REAL, z INT NOT NULL UNIQUE, CHECK (typeof(n) <> 'text' OR (z & 1) = 0));
      CREATE UNIQUE INDEX i ON t (a) WHERE n > 'm'`;
    const { set, engine } = await probed(sql);
    expect(lines(set)).toContain('t, unique index i, a row that breaks it: refused');
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('begin with legal rows also where the engine would take others', async () => {
    const database = await filled('CREATE TABLE t (a TEXT NOT NULL, n INT NOT NULL CHECK (n * 2 = 10))');
    await database.engine.query('PRAGMA ignore_check_constraints = ON');
    const { probes } = await constraintProbes(database.engine, database.schema, database.schema.tables, {
      seed: 1,
      shape: {},
    });
    const notNull = probes.find(({ constraint }) => constraint.name === 'NOT NULL of a');
    expect(notNull?.expected).toMatchObject({ by: [{ code: 'SQLITE_CONSTRAINT_NOTNULL' }] });
  });

  test('know a CHECK without a name by its text, or by the quotes that this begins with', async () => {
    const { set, engine } = await probed('CREATE TABLE t (a INT CHECK ("a" > 0), b INT CHECK ( b  > 0 /* so */ ))');
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('of constraints that no row breaks alone expect either', async () => {
    const { set, engine } = await probed('CREATE TABLE t (a INT, b INT, UNIQUE (a), UNIQUE (a, b))');
    const wider = set.probes.find(
      ({ constraint, what }) => constraint.name === 'UNIQUE (a, b)' && what === 'the same key',
    );
    expect(wider?.expected).toMatchObject({ by: [{ names: 't.a, t.b' }, { names: 't.a' }] });
    expect(set.gaps).toEqual([]);
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('expect what ON CONFLICT declares', async () => {
    const sql = `CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE, b INT UNIQUE ON CONFLICT REPLACE,
      c INT NOT NULL ON CONFLICT IGNORE, d INT NOT NULL ON CONFLICT REPLACE DEFAULT 5, e INT NOT NULL ON CONFLICT REPLACE)`;
    const { set, engine } = await probed(sql);
    expect(lines(set)).toEqual(
      expect.arrayContaining([
        't, UNIQUE (a), the same key: left out',
        't, UNIQUE (b), the same key: accepted',
        't, NOT NULL of c, NULL in c: left out',
        't, NOT NULL of e, NULL in e: refused',
      ]),
    );
    expect(set.gaps).toEqual([]);
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test.for([
    ['one row', 'CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 1), v TEXT)'],
    ['few values', `CREATE TABLE t (k TEXT PRIMARY KEY NOT NULL CHECK (k IN ('a', 'b')), v TEXT)`],
    [
      'few values that children hold',
      `CREATE TABLE t (k TEXT PRIMARY KEY NOT NULL CHECK (k IN ('a', 'b')), v TEXT NOT NULL); CREATE TABLE c (k TEXT NOT NULL REFERENCES t (k))`,
    ],
  ] as const)('of a table with room for %s only are made all the same', async ([, sql]) => {
    const { set, engine } = await probed(sql);
    expect(set.gaps).toEqual([]);
    expect(
      set.probes.filter(({ table, expected }) => table === 't' && expected.outcome === 'refused').length,
    ).toBeGreaterThan(1);
    expect(await runProbes(engine, set.probes)).toEqual([]);
  });

  test('of empty tables begin with rows for them', async () => {
    const { set } = await probed(
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT NOT NULL REFERENCES p (id)); DELETE FROM p',
    );
    expect(set.gaps).toEqual([]);
  });

  test('that cannot be made are gaps with the words of the engine', async () => {
    const { set } = await probed('CREATE TABLE t (a INT NOT NULL CHECK (a > 5 AND a < 3))');
    expect(set).toMatchObject({
      probes: [],
      gaps: [{ table: 't', constraint: null, message: 'CHECK constraint failed: a > 5 AND a < 3' }],
    });
  });
});
