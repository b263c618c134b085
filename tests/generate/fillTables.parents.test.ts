import { describe, expect, test } from 'vitest';
import type { Engine } from '../../harness/model/engine.ts';
import { databaseOf, faults, fill, filled, values } from './database.ts';

/** An engine that counts the INSERT statements that it is given. */
function counting(engine: Engine): { engine: Engine; tries: () => number } {
  let tries = 0;
  const query: Engine['query'] = (sql, bound) => {
    if (sql.startsWith('INSERT')) tries++;
    return engine.query(sql, bound);
  };
  return { engine: { ...engine, query }, tries: () => tries };
}

describe('foreign keys', () => {
  test('one parent has several children and another has none', async () => {
    const database = await filled(`CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE c (p_id INTEGER NOT NULL REFERENCES p, q_id INTEGER REFERENCES p (id))`);
    const children = `(SELECT count(*) FROM c WHERE c.p_id = p.id)`;
    const counts = (await values(database, children, 'p')).map(Number);
    expect(Math.max(...counts)).toBeGreaterThan(2);
    expect(new Set(counts).size).toBeGreaterThan(2);
    expect(Math.min(...counts)).toBe(0);
    expect(new Set(await values(database, 'q_id IS NULL', 'c'))).toEqual(new Set([0n, 1n]));
    expect(await faults(database)).toEqual([]);
  });

  test.each([
    [
      'a key that is UNIQUE and no PRIMARY KEY',
      'CREATE TABLE p (x TEXT, u TEXT UNIQUE); CREATE TABLE c (u TEXT NOT NULL REFERENCES p (u))',
    ],
    [
      'a key of an index',
      'CREATE TABLE p (u TEXT); CREATE UNIQUE INDEX i ON p (u); CREATE TABLE c (u TEXT NOT NULL REFERENCES p (u))',
    ],
    [
      'a key of several columns that is left out',
      'CREATE TABLE p (a TEXT, b INT, PRIMARY KEY (b, a)); CREATE TABLE c (x INT NOT NULL, y TEXT NOT NULL, FOREIGN KEY (x, y) REFERENCES p)',
    ],
    [
      'a deferred key',
      'CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE c (p TEXT NOT NULL REFERENCES p DEFERRABLE INITIALLY DEFERRED)',
    ],
    ['another affinity', 'CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE c (p INTEGER NOT NULL REFERENCES p (id))'],
    [
      'the key of a child without rowids',
      'CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE q (id INTEGER PRIMARY KEY); CREATE TABLE c (p TEXT NOT NULL REFERENCES p, q INT NOT NULL REFERENCES q, PRIMARY KEY (p, q)) WITHOUT ROWID',
    ],
    [
      'a parent that is a CHECK away from itself',
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (a INT NOT NULL REFERENCES p, b INT NOT NULL REFERENCES p, CHECK (a <> b))',
    ],
    [
      'exactly one of two parents',
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE q (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p, q INT REFERENCES q, CHECK ((p IS NULL) <> (q IS NULL)))',
    ],
    [
      'a generated parent key',
      'CREATE TABLE p (a TEXT NOT NULL, k TEXT AS (upper(a)) STORED UNIQUE); CREATE TABLE c (k TEXT NOT NULL REFERENCES p (k))',
    ],
  ])('%s', async (_, sql) => {
    const database = await filled(sql);
    expect(database.report.problems).toEqual([]);
    expect(database.report.written.get('c')).toBe(8);
    expect(await faults(database)).toEqual([]);
  });

  test('keys that share a column agree in it', async () => {
    const database = await filled(`CREATE TABLE tenant (id TEXT PRIMARY KEY);
      CREATE TABLE member (tenant_id TEXT NOT NULL REFERENCES tenant, id TEXT NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE TABLE project (tenant_id TEXT NOT NULL REFERENCES tenant, id INT NOT NULL, owner TEXT, up INT,
        PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, owner) REFERENCES member, FOREIGN KEY (tenant_id, up) REFERENCES project);
      CREATE TABLE task (tenant_id TEXT NOT NULL, project INT NOT NULL, member TEXT NOT NULL,
        FOREIGN KEY (tenant_id, project) REFERENCES project, FOREIGN KEY (tenant_id, member) REFERENCES member)`);
    expect(database.report.problems).toEqual([]);
    expect([...database.report.written.values()]).toEqual([8, 8, 8, 8]);
    expect(new Set(await values(database, 'owner IS NULL', 'project'))).toEqual(new Set([0n, 1n]));
    expect(await faults(database)).toEqual([]);
  });

  test('a table that refers to itself gets roots, chains and siblings', async () => {
    const database = await filled(
      'CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t (id), must INT NOT NULL REFERENCES t)',
    );
    expect(database.report.written.get('t')).toBe(8);
    const grandparents = '(SELECT p.up IS NOT NULL FROM t AS p WHERE p.id = t.up)';
    expect(await values(database, grandparents, 't')).toContain(1n);
    const siblings = '(SELECT count(*) FROM t AS s WHERE s.up = t.up)';
    expect(Math.max(...(await values(database, siblings, 't')).map(Number))).toBeGreaterThan(1);
    expect(await values(database, 'up', 't')).toContain(null);
  });

  test('one child to a parent leaves one parent without any', async () => {
    const database = await filled(`CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE c (p_id INTEGER PRIMARY KEY REFERENCES p (id)); CREATE TABLE d (p_id INT NOT NULL UNIQUE REFERENCES p)`);
    expect([...database.report.written]).toEqual([
      ['p', 8],
      ['c', 7],
      ['d', 7],
    ]);
    const next = await fill(database, { first: 9, rows: 2 });
    expect(next.problems).toEqual([]);
    expect(next.written.get('c')).toBe(2);
    while ((await fill(database, { first: 30, rows: 2, tables: ['c'] })).written.get('c') !== 0);
    expect(await fill(database, { tables: ['c'] })).toEqual({ written: new Map([['c', 0]]), problems: [] });
  });

  test('a key of several columns decides about the keys of one that it shares them with', async () => {
    const database =
      await databaseOf(`CREATE TABLE tenant (id INTEGER PRIMARY KEY); INSERT INTO tenant VALUES (1), (2), (3);
      CREATE TABLE a (tenant INT NOT NULL REFERENCES tenant, id INTEGER PRIMARY KEY, UNIQUE (tenant, id)); INSERT INTO a VALUES (3, 1);
      CREATE TABLE b (tenant INT NOT NULL REFERENCES tenant, a INT NOT NULL, FOREIGN KEY (tenant, a) REFERENCES a (tenant, id))`);
    const { engine, tries } = counting(database.engine);
    await fill({ ...database, engine }, { tables: ['b'] });
    expect(tries()).toBe(8);
  });

  test('rows are written at the first try, in keys that share a column and in keys made of keys', async () => {
    const database = await databaseOf(`CREATE TABLE tenant (id INTEGER PRIMARY KEY);
      CREATE TABLE a (tenant INT NOT NULL REFERENCES tenant, id INTEGER PRIMARY KEY, UNIQUE (tenant, id));
      CREATE TABLE b (tenant INT NOT NULL REFERENCES tenant, a INT NOT NULL, FOREIGN KEY (tenant, a) REFERENCES a (tenant, id));
      CREATE TABLE c (tenant INT NOT NULL REFERENCES tenant, a INT NOT NULL REFERENCES a (id), PRIMARY KEY (tenant, a));
      CREATE TABLE d (a INT NOT NULL UNIQUE REFERENCES a (id)); CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)`);
    const first = counting(database.engine);
    const { written } = await fill({ ...database, engine: first.engine });
    expect([...written]).toEqual([
      ['r', 8],
      ['tenant', 8],
      ['a', 8],
      ['b', 8],
      ['c', 8],
      ['d', 7],
    ]);
    // Table d has no parent left for its eighth row, which is found out by trying.
    expect(first.tries()).toBe(48);
    const second = counting(database.engine);
    await fill({ ...database, engine: second.engine }, { first: 9 });
    expect(second.tries()).toBe(48);
  });

  test('only the tables asked for are filled, with those of their parents that are empty', async () => {
    const database =
      await databaseOf(`CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a);
      CREATE TABLE c (b INT NOT NULL REFERENCES b, d INT REFERENCES d); CREATE TABLE d (id INTEGER PRIMARY KEY); CREATE TABLE e (x)`);
    await database.engine.query('INSERT INTO d (id) VALUES (5)');
    const report = await fill(database, { tables: ['C'] });
    expect([...report.written.keys()]).toEqual(['a', 'b', 'c']);
    expect(new Set(await values(database, 'd', 'c'))).toEqual(new Set([5n, null]));
  });
});

describe('cycles of foreign keys', () => {
  test('keys that may be NULL are filled in afterwards, some of them', async () => {
    const database = await filled(
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INT REFERENCES b (id));
      CREATE TABLE b (id TEXT NOT NULL, n INT NOT NULL, a_id INT NOT NULL REFERENCES a (id), PRIMARY KEY (n)) WITHOUT ROWID;
      CREATE TABLE c (id TEXT PRIMARY KEY, d_id TEXT REFERENCES d) WITHOUT ROWID; CREATE TABLE d (id TEXT PRIMARY KEY, c_id TEXT NOT NULL REFERENCES c)`.replace(
        'REFERENCES b (id)',
        'REFERENCES b (n)',
      ),
    );
    expect(database.report.problems).toEqual([]);
    expect([...database.report.written.values()]).toEqual([8, 8, 8, 8]);
    expect(new Set(await values(database, 'b_id IS NULL', 'a'))).toEqual(new Set([0n, 1n]));
    const [open] = await database.engine.query('SELECT count(d_id), count(*) FROM c');
    expect(open).toEqual([6n, 8n]);
    expect(await faults(database)).toEqual([]);
  });

  test('keys that must not be NULL are written together', async () => {
    const database =
      await filled(`CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (length(name) = 3), b TEXT NOT NULL REFERENCES b);
      CREATE TABLE b (id TEXT PRIMARY KEY, c INT NOT NULL REFERENCES c DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE c (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a, kind TEXT NOT NULL CHECK (kind = 'x'));
      CREATE TABLE d (a INT NOT NULL REFERENCES a)`);
    expect(database.report.problems).toEqual([]);
    expect([...database.report.written]).toEqual([
      ['a', 8],
      ['b', 8],
      ['c', 8],
      ['d', 8],
    ]);
    expect(await faults(database)).toEqual([]);
  });
});
