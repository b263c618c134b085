import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameTree } from '../../harness/engines/btree.ts';

/** Rows of a table as SQLite reads them, rowids included. */
function contents(db: Database.Database, table: string): string {
  const key = table === 'keyed' ? '' : 'rowid, ';
  return JSON.stringify(db.prepare(`SELECT ${key}* FROM ${table} ORDER BY 1`).raw().all());
}

function rootOf(db: Database.Database, table: string): number {
  return Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table));
}

function filled(pageSize: number): Database.Database {
  const db = new Database(':memory:');
  db.pragma(`page_size = ${pageSize}`);
  db.exec(
    'CREATE TABLE plain (a, b); CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE INDEX i ON plain (a);',
  );
  const plain = db.prepare('INSERT INTO plain VALUES (?, ?)');
  const keyed = db.prepare('INSERT INTO keyed VALUES (?, ?)');
  for (let n = 0; n < 120; n++) {
    plain.run(n, 'x'.repeat((n * 37) % 3000));
    keyed.run(`key-${n}-${'k'.repeat((n * 13) % 900)}`, 'v'.repeat((n * 53) % 2000));
  }
  return db;
}

const CHANGES = [
  'UPDATE plain SET b = b || 1 WHERE a = ?',
  'UPDATE plain SET b = replace(b, substr(b, -1), 0) WHERE a = ? AND b <> 0',
  'DELETE FROM plain WHERE a = ?',
  'INSERT INTO plain VALUES (1000 + ?, zeroblob(5000))',
  "UPDATE keyed SET v = v || 'w' WHERE k LIKE 'key-' || ? || '-%'",
  "DELETE FROM keyed WHERE k LIKE 'key-' || ? || '-%'",
  'UPDATE plain SET a = a WHERE a = ?',
];

describe.each([512, 4096, 65536])('pages of %i bytes', (pageSize) => {
  test('a tree that is the same holds the same rows, whatever was done to the other', () => {
    const base = filled(pageSize);
    const image = base.serialize();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...CHANGES), fc.nat(119)), { maxLength: 4 }), (changes) => {
        const db = new Database(image);
        for (const [sql, n] of changes) db.prepare(sql).run(n);
        const after = db.serialize();
        for (const table of ['plain', 'keyed']) {
          const same = isSameTree(image, after, rootOf(db, table));
          if (same) expect(contents(db, table)).toBe(contents(base, table));
        }
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test.each(['plain', 'keyed'])(
    'a byte changed anywhere in %s is seen, in any page that dbstat counts to it',
    (table) => {
      const db = filled(pageSize);
      const image = db.serialize();
      const pages = db.prepare('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(table) as number[];
      expect(isSameTree(image, Buffer.from(image), rootOf(db, table))).toBe(true);
      for (const page of pages) {
        const changed = Buffer.from(image);
        const last = page * pageSize - 1;
        changed.writeUInt8(changed.readUInt8(last) ^ 1, last);
        expect(isSameTree(image, changed, rootOf(db, table))).toBe(false);
      }
      const others = new Set(db.prepare('SELECT pageno FROM dbstat WHERE name <> ?').pluck().all(table) as number[]);
      for (const page of [...others].filter((number) => number > 1)) {
        const changed = Buffer.from(image);
        const last = page * pageSize - 1;
        changed.writeUInt8(changed.readUInt8(last) ^ 1, last);
        expect(isSameTree(image, changed, rootOf(db, table))).toBe(true);
      }
    },
  );
});

test('images of different page sizes, a missing page and no page are never the same', () => {
  const small = filled(512).serialize();
  expect(isSameTree(small, filled(4096).serialize(), 2)).toBe(false);
  expect(isSameTree(small, small.subarray(0, 1024), 3)).toBe(false);
  expect(isSameTree(small, small, 0)).toBe(false);
});
