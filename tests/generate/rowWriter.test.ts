import { describe, expect, test } from 'vitest';
import { openRowWriter, type RowValues } from '../../harness/generate/rowWriter.ts';
import { SqlError } from '../../harness/model/errors.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { faults, filled, values } from './database.ts';

/** A writer on a filled database, by the names of its tables. */
async function writerOn(sql: string) {
  const database = await filled(sql);
  const writer = await openRowWriter(database.engine, database.schema, { seed: 1, first: 1_000_000, shape: {} });
  return {
    ...database,
    async write(name: string, given: Readonly<Record<string, SqlValue>> = {}, keyed: readonly string[] = []) {
      const table = database.schema.tables.find((one) => one.name === name);
      if (table === undefined) throw new Error(`there is no table ${name}`);
      return writer.write(table, new Map(Object.entries(given)), keyed);
    },
  };
}

function row(written: RowValues | SqlError): RowValues {
  if (written instanceof SqlError) throw written;
  return written;
}

const TWO_PARENTS = `
  CREATE TABLE p (id TEXT PRIMARY KEY);
  CREATE TABLE q (id TEXT PRIMARY KEY);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT NOT NULL REFERENCES p (id), q TEXT NOT NULL REFERENCES q (id), UNIQUE (p, q));`;

describe('a row that is written by itself', () => {
  test('has what is given, and is stored as it is returned', async () => {
    const { write, engine } = await writerOn('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL);');
    const written = row(await write('t', { a: 7n }));
    expect(written.get('a')).toBe('7');
    const [stored] = await engine.query('SELECT id, a, b FROM t WHERE id = ?', [written.get('id') ?? null]);
    expect([...written.values()]).toEqual(stored);
  });

  test('refers to older rows but for the given key', async () => {
    const database = await writerOn(TWO_PARENTS);
    const older = await values(database, 'id', 'q');
    const parent = row(await database.write('p'));
    const stranger = row(await database.write('q'));
    for (let number = 0; number < 4; number++) {
      const child = row(await database.write('c', { p: parent.get('id') ?? null }));
      expect(child.get('p')).toBe(parent.get('id'));
      expect(older).toContain(child.get('q'));
      expect(child.get('q')).not.toBe(stranger.get('id'));
    }
    expect(await faults(database)).toEqual([]);
  });

  test('gets a new parent where each can have but one child', async () => {
    const database = await writerOn(TWO_PARENTS.replace('UNIQUE (p, q)', 'UNIQUE (q)'));
    const older = await values(database, 'id', 'q');
    const parent = row(await database.write('p'));
    const child = row(await database.write('c', { p: parent.get('id') ?? null }));
    expect(older).not.toContain(child.get('q'));
    expect(await faults(database)).toEqual([]);
  });

  test('gets new parents that share what is given with it', async () => {
    const database = await writerOn(`
      CREATE TABLE w (id TEXT PRIMARY KEY);
      CREATE TABLE a (w TEXT NOT NULL REFERENCES w (id), id INTEGER NOT NULL, PRIMARY KEY (w, id));
      CREATE TABLE b (w TEXT NOT NULL REFERENCES w (id), a INTEGER NOT NULL, FOREIGN KEY (w, a) REFERENCES a (w, id));`);
    const tenant = row(await database.write('w')).get('id') ?? null;
    const child = row(await database.write('b', { w: tenant }));
    expect(
      await database.engine.query('SELECT w FROM a WHERE id = ? AND w = ?', [child.get('a') ?? null, tenant]),
    ).toEqual([[tenant]]);
    expect(await faults(database)).toEqual([]);
  });

  test('has no NULL in a key that others shall refer to', async () => {
    const { write } = await writerOn('CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT UNIQUE);');
    for (let number = 0; number < 8; number++) expect(row(await write('t', {}, ['code'])).get('code')).not.toBeNull();
  });

  test('satisfies CHECKs together with what is given', async () => {
    const { write } = await writerOn(
      'CREATE TABLE t (low INTEGER NOT NULL, high INTEGER NOT NULL CHECK (high > low));',
    );
    expect(row(await write('t', { low: 123n })).get('high')).toBeGreaterThan(123n);
  });

  test('is refused in the words of the engine', async () => {
    const { write } = await writerOn('CREATE TABLE t (a TEXT CHECK (a IS NULL));');
    expect(await write('t', { a: 'x' })).toMatchObject({ code: 'SQLITE_CONSTRAINT_CHECK' });
  });
});
