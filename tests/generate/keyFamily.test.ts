import { describe, expect, test } from 'vitest';
import { writeFamily } from '../../harness/generate/keyFamily.ts';
import type { KeyProbe } from '../../harness/generate/keyProbe.ts';
import { openRowWriter } from '../../harness/generate/rowWriter.ts';
import { writeWholeFamily } from '../../harness/generate/wholeFamily.ts';
import { keyLinks } from '../../harness/inspect/keyLinks.ts';
import { SqlError } from '../../harness/model/errors.ts';
import { faults, filled, values } from './database.ts';

async function nurseryOn(sql: string) {
  const database = await filled(sql);
  const { engine, schema } = database;
  const writer = await openRowWriter(engine, schema, { seed: 1, first: 1_000_000, shape: {} });
  const made = (probe: KeyProbe | SqlError): KeyProbe => {
    if (probe instanceof SqlError) throw probe;
    return probe;
  };
  return {
    ...database,
    count: async (text: string, { parent }: KeyProbe) => (await engine.query(text, [parent.values[0] ?? null]))[0]?.[0],
    async family(child: string, event: KeyProbe['event']) {
      const link = keyLinks(schema).find((one) => one.child.name === child);
      if (link === undefined) throw new Error(`${child} has no foreign key`);
      return made(await writeFamily({ engine, schema, writer }, link, event));
    },
    async whole(name: string) {
      const table = schema.tables.find((one) => one.name === name);
      if (table === undefined) throw new Error(`there is no table ${name}`);
      return made(await writeWholeFamily({ engine, schema, writer }, table));
    },
  };
}

const LEVELS = (first: string, second: string) => `
  CREATE TABLE p (id TEXT PRIMARY KEY);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id) ${first});
  CREATE TABLE g (id INTEGER PRIMARY KEY, c INTEGER REFERENCES c (id) ${second});`;
const CHILDREN = 'SELECT count(*) FROM c WHERE p = ?';
const GRANDCHILDREN = 'SELECT count(*) FROM g JOIN c ON c.id = g.c WHERE p = ?';

describe('a family', () => {
  test.each<readonly [string, string, KeyProbe['event'], bigint]>([
    ['ON DELETE CASCADE', 'ON DELETE CASCADE', 'delete', 1n],
    ['ON DELETE CASCADE', 'ON DELETE SET NULL', 'delete', 1n],
    ['ON DELETE CASCADE', 'ON DELETE RESTRICT', 'delete', 0n],
    ['ON DELETE CASCADE', 'ON DELETE NO ACTION', 'delete', 0n],
    ['ON DELETE SET NULL', 'ON DELETE CASCADE', 'delete', 0n],
    ['ON DELETE RESTRICT', 'ON DELETE CASCADE', 'delete', 0n],
    ['ON UPDATE CASCADE', 'ON UPDATE CASCADE', 'update', 0n],
  ])(
    '%s above %s, on %s: two children, and a row below where the action goes on',
    async (first, second, event, below) => {
      const { family, count } = await nurseryOn(LEVELS(first, second));
      const probe = await family('c', event);
      expect(await count(CHILDREN, probe)).toBe(2n);
      expect(await count(GRANDCHILDREN, probe)).toBe(below);
    },
  );

  test('has one child where a parent can have no more', async () => {
    const { family, count } = await nurseryOn(LEVELS('', '').replace('p TEXT', 'p TEXT UNIQUE'));
    expect(await count(CHILDREN, await family('c', 'delete'))).toBe(1n);
  });

  test('goes down three levels of a table that refers to itself', async () => {
    const { family, count } = await nurseryOn(
      'CREATE TABLE n (id INTEGER PRIMARY KEY, up INTEGER REFERENCES n (id) ON DELETE CASCADE);',
    );
    const text = 'SELECT count(*) FROM n JOIN n AS child ON child.id = n.up WHERE child.up = ?';
    expect(await count(text, await family('n', 'delete'))).toBe(1n);
  });

  test('keeps what its parent inherits when the key changes, and gets another rest', async () => {
    const { family } = await nurseryOn(`
      CREATE TABLE w (id TEXT PRIMARY KEY);
      CREATE TABLE b (w TEXT NOT NULL, a INTEGER NOT NULL, FOREIGN KEY (w, a) REFERENCES a (w, id) ON UPDATE CASCADE);
      CREATE TABLE a (w TEXT NOT NULL REFERENCES w (id), id INTEGER NOT NULL, PRIMARY KEY (w, id));`);
    for (let number = 0; number < 3; number++) {
      const { parent, to } = await family('b', 'update');
      expect(to?.[0]).toBe(parent.values[0]);
      expect(to?.[1]).not.toBe(parent.values[1]);
    }
  });

  test('takes another parent of its own where the whole key is inherited', async () => {
    const database = await nurseryOn(`
      CREATE TABLE base (id INTEGER PRIMARY KEY);
      CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON UPDATE CASCADE);
      CREATE TABLE p (id INTEGER PRIMARY KEY REFERENCES base (id));`);
    const { parent, to } = await database.family('c', 'update');
    expect(await values(database, 'id', 'base')).toContain(to?.[0]);
    expect(to).not.toEqual(parent.values);
  });

  test('has the parent as it was before it tried on its other key', async () => {
    const { family, engine } = await nurseryOn(LEVELS('', ''));
    const { parent, to } = await family('c', 'update');
    expect(await engine.query('SELECT id FROM p WHERE id IN (?, ?)', [...parent.values, ...(to ?? [])])).toEqual([
      parent.values,
    ]);
  });
});

describe('a whole family', () => {
  test('is tied together by all foreign keys but RESTRICT', async () => {
    const database = await nurseryOn(`
      CREATE TABLE w (id TEXT PRIMARY KEY);
      CREATE TABLE i (id TEXT PRIMARY KEY, w TEXT REFERENCES w (id) ON DELETE CASCADE);
      CREATE TABLE t (id INTEGER PRIMARY KEY, i TEXT REFERENCES i (id) ON DELETE CASCADE, w TEXT REFERENCES w (id),
        v TEXT NOT NULL REFERENCES w (id) ON DELETE RESTRICT);`);
    const probe = await database.whole('w');
    const text = 'SELECT count(*) FROM t JOIN i ON i.id = t.i WHERE i.w = ? AND t.w = i.w AND t.v <> i.w';
    expect(await database.count(text, probe)).toBe(1n);
    expect(await faults(database)).toEqual([]);
  });

  test('closes cycles', async () => {
    const { whole, count } = await nurseryOn(`
      CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a (id) ON DELETE CASCADE);`);
    expect(
      await count('SELECT count(*) FROM a JOIN b ON b.id = a.b AND b.a = a.id WHERE a.id = ?', await whole('a')),
    ).toBe(1n);
  });
});
