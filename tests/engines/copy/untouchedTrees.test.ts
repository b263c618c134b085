import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPageFile, type PageFile } from '../../../harness/engines/copy/pageFile.ts';
import { unclaimedPages, untouchedTrees } from '../../../harness/engines/copy/untouchedTrees.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepproof-trees-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Tree {
  readonly name: string;
  readonly root: number;
  readonly pages: readonly number[];
}

/** Tables, indexes and free pages of every kind, and which pages SQLite says each tree has. */
function filled(path: string, pragmas: string): readonly Tree[] {
  const db = new Database(path);
  db.exec(`${pragmas}; BEGIN;
    CREATE TABLE plain(a, b); CREATE TABLE keyed(k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE unique_key(k UNIQUE);
    CREATE INDEX i ON plain(a); CREATE TABLE empty(x); CREATE TABLE gone(x)`);
  const [plain, keyed, unique, gone] = [
    'plain VALUES (?, ?)',
    'keyed VALUES (?, ?)',
    'unique_key VALUES (?)',
    'gone VALUES (?)',
  ].map((into) => db.prepare(`INSERT INTO ${into}`));
  for (let n = 0; n < 100; n++) {
    plain?.run(n, 'x'.repeat((n * 97) % 2500));
    keyed?.run(`key-${n}-${'k'.repeat((n * 13) % 900)}`, 'v'.repeat((n * 53) % 1500));
    unique?.run(n);
    gone?.run('y'.repeat(3000));
  }
  db.exec('DROP TABLE gone; COMMIT');
  const roots = db
    .prepare("SELECT name, rootpage FROM sqlite_schema UNION ALL SELECT 'sqlite_schema', 1")
    .raw()
    .all() as [string, number][];
  const trees = roots.map(([name, root]) => ({
    name,
    root,
    pages: db.prepare('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(name) as number[],
  }));
  db.close();
  return trees;
}

describe.each([
  ['512 bytes', 'PRAGMA page_size = 512'],
  ['4096 bytes', 'PRAGMA page_size = 4096'],
  ['65536 bytes', 'PRAGMA page_size = 65536'],
  ['1024 bytes, with pointers for auto_vacuum', 'PRAGMA page_size = 1024; PRAGMA auto_vacuum = INCREMENTAL'],
])('with pages of %s', (name, pragmas) => {
  test('the trees that have none of the pages are those of which dbstat says so', () => {
    const path = join(folder, `${name}.sqlite`);
    const trees = filled(path, pragmas);
    const db = new Database(path);
    const pageSize = Number(db.pragma('page_size', { simple: true }));
    db.close();
    const file = openPageFile(path, pageSize);
    expect(file.pageCount).toBeGreaterThan(15);
    const roots = trees.map(({ root }) => root);
    const anyPages = fc.oneof(
      fc.uniqueArray(fc.integer({ min: 1, max: file.pageCount + 5 }), { maxLength: 6 }),
      fc.constantFrom(...trees).map(({ pages }) => [...pages]),
      fc.constant(Array.from({ length: file.pageCount }, (_, index) => index + 1)),
    );
    fc.assert(
      fc.property(anyPages, (pages) => {
        const written = unclaimedPages(file.pageCount);
        for (const page of [...pages, ...pages]) written.add(page);
        const known = new Set(pages);
        const expected = trees.filter((tree) => !tree.pages.some((page) => known.has(page)));
        expect(untouchedTrees(file, written, roots)).toEqual(new Set(expected.map(({ root }) => root)));
      }),
      { numRuns: 100 },
    );
    file.close();
  });
});

test.each([
  ['free pages', 'PRAGMA page_size = 512'],
  ['pages of pointers', 'PRAGMA page_size = 512; PRAGMA auto_vacuum = INCREMENTAL'],
])('few pages are read where only %s and a small tree were written', (name, pragmas) => {
  const path = join(folder, `${name}.sqlite`);
  const trees = filled(path, pragmas);
  const file = openPageFile(path, 512);
  const written = unclaimedPages(file.pageCount);
  const inTrees = new Set(trees.flatMap(({ pages }) => pages));
  const small = trees.find((tree) => tree.name === 'empty');
  for (let page = 1; page <= file.pageCount; page++) if (!inTrees.has(page)) written.add(page);
  written.add(small?.root ?? 0);
  let reads = 0;
  const counted: PageFile = {
    ...file,
    read(page) {
      reads++;
      return file.read(page);
    },
  };
  const roots = trees.map(({ root }) => root);
  expect(untouchedTrees(counted, written, roots)).toEqual(new Set(roots.filter((root) => root !== small?.root)));
  expect(file.pageCount).toBeGreaterThan(600);
  expect(reads).toBeLessThan(200);
  file.close();
});

test('a page that cannot be one of a tree makes the tree count as touched', () => {
  const path = join(folder, 'root.sqlite');
  filled(path, 'PRAGMA page_size = 1024');
  const file = openPageFile(path, 1024);
  const written = unclaimedPages(file.pageCount);
  written.add(1);
  expect(untouchedTrees(file, written, [file.pageCount + 1])).toEqual(new Set());
  file.close();
});
