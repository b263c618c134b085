import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { type Pair, scriptText } from '../../benchmarks/pair.ts';
import { workload, writeWorkload } from '../../benchmarks/workload.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function written(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workload-'));
  folders.push(folder);
  writeWorkload(folder);
  return folder;
}

function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
  return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** A script as the tool runs it: one transaction, foreign keys on. */
function apply(database: Database.Database, statements: readonly string[]): void {
  database.transaction(() => database.exec(scriptText(statements)))();
}

function climbed(pairs: readonly Pair[]): Database.Database {
  const database = new Database(':memory:');
  for (const pair of pairs) apply(database, pair.forward);
  return database;
}

function schema(database: Database.Database): unknown[] {
  return database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
}

function tables(database: Database.Database): string[] {
  return database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[];
}

/** Every row of every table; rowids included, since a rebuild must not change them. */
function rows(database: Database.Database): Record<string, unknown[]> {
  const read = (table: string) => {
    const rowid = table.endsWith('_labels') ? 'NULL' : 'rowid';
    return database.prepare(`SELECT ${rowid} AS id_of_row, * FROM ${table} ORDER BY 1, 2, 3`).safeIntegers().all();
  };
  return Object.fromEntries(tables(database).map((table) => [table, read(table)]));
}

/** Two more rows in every table, all of them numbered alike so that every reference finds its parent. */
function fill(database: Database.Database): void {
  database.transaction(() => {
    database.pragma('defer_foreign_keys = ON');
    for (const table of tables(database)) {
      const columns = database.pragma(`table_info(${table})`) as { name: string; type: string }[];
      const names = columns.map(({ name }) => name);
      for (const number of [101, 102]) {
        const values = columns.map(({ type }) => (type === 'TEXT' ? `'Text ${number}'` : number));
        database.exec(`INSERT INTO ${table} (${names}) VALUES (${values})`);
      }
    }
  })();
}

describe('the workload', () => {
  test('has 50 pairs, 250 forward and 190 rollback statements', () => {
    const pairs = workload();
    expect(pairs).toHaveLength(50);
    expect(pairs.flatMap((pair) => pair.forward)).toHaveLength(250);
    expect(pairs.flatMap((pair) => pair.rollback)).toHaveLength(190);
  });

  test('ends with 40 indexes, 10 views and 10 triggers', () => {
    const database = climbed(workload());
    const counts = database
      .prepare('SELECT type, count(*) FROM sqlite_schema WHERE sql IS NOT NULL GROUP BY type')
      .raw()
      .all();
    expect(Object.fromEntries(counts as [string, number][])).toEqual({ index: 40, table: 50, trigger: 10, view: 10 });
  });

  test('adds 20 columns and rebuilds 10 tables', () => {
    const statements = workload().flatMap((pair) => pair.forward);
    expect(statements.filter((text) => /^ALTER TABLE \w+ ADD COLUMN/.test(text))).toHaveLength(20);
    expect(statements.filter((text) => /^DROP TABLE \w+(?<!_kept)$/.test(text))).toHaveLength(10);
  });

  test('is the same on every call', () => {
    expect(contents(written())).toEqual(contents(written()));
  });

  test('is written as pairs of files with the same name, in the order of the steps', () => {
    const files = contents(written());
    const names = [...files.keys()].map((file) => file.split(/[\\/]/));
    const inFolder = (folder: string) => names.filter(([first]) => first === folder).map(([, name]) => name);
    expect(inFolder('migrations')).toEqual(inFolder('rollbacks'));
    expect([...files.values()].slice(0, 50)).toEqual(workload().map((pair) => scriptText(pair.forward)));
  });
});

describe('every pair of the workload', () => {
  const pairs = workload();

  test.for(pairs.map((pair, index) => [pair.name, index] as const))(
    '%s takes itself back exactly, with rows in every table',
    ([, index]) => {
      const database = climbed(pairs.slice(0, index));
      fill(database);
      const before = { schema: schema(database), rows: rows(database) };
      const pair = pairs[index] as Pair;

      apply(database, pair.forward);
      const after = { schema: schema(database), rows: rows(database) };
      apply(database, pair.rollback);
      expect({ schema: schema(database), rows: rows(database) }).toEqual(before);
      apply(database, pair.forward);
      expect({ schema: schema(database), rows: rows(database) }).toEqual(after);

      expect(database.pragma('foreign_key_check')).toEqual([]);
      for (const [table, kept] of Object.entries(before.rows)) expect(after.rows[table]).toHaveLength(kept.length);
    },
  );
});
