import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkingCopy } from '../../../harness/engines/workingCopy.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { integrityCheck, quickCheck } from '../../../harness/rehearsal/identity/soundness.ts';
import { copyOf, scratchFolder } from './copyOf.ts';

const FILLED = [
  'CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT UNIQUE, n NOT NULL)',
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO t SELECT i, 'name ' || i, i FROM n",
  'CREATE TABLE "5"(x)',
];

/** A copy of a database that was damaged: `bytes` written over the beginning of one of a tree's pages. */
async function damaged(name: string, bytes: readonly number[]): Promise<WorkingCopy> {
  const path = join(scratchFolder(), 'damaged.sqlite');
  const db = new Database(path);
  for (const sql of FILLED) db.exec(sql);
  const [page] = db.prepare('SELECT max(pageno) FROM dbstat WHERE name = ?').pluck().all(name) as [number];
  db.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from(bytes), 0, bytes.length, (page - 1) * 4096);
  closeSync(file);
  const copy = await openWorkingCopy(path);
  onTestFinished(() => copy.close());
  return copy;
}

test('a sound database has nothing to complain of, and the pristine one is not looked at again', async () => {
  const copy = await copyOf(...FILLED);
  await copy.attachPristine();
  expect(await quickCheck(copy)).toEqual([]);
  expect(await integrityCheck(copy, ['t'])).toEqual([]);
  expect(await integrityCheck(copy, ['5', 't'])).toEqual([]);
});

test('a constraint that rows break is told', async () => {
  const path = join(scratchFolder(), 'broken.sqlite');
  const db = new Database(path);
  db.unsafeMode();
  db.exec(
    "CREATE TABLE t(x); INSERT INTO t VALUES (NULL); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t(x NOT NULL)'",
  );
  db.close();
  const copy = await openWorkingCopy(path);
  onTestFinished(() => copy.close());
  expect(await quickCheck(copy)).toEqual(['NULL value in t.x']);
});

test('an entry that an index lacks is told only where the table is looked at by itself', async () => {
  const path = join(scratchFolder(), 'lacking.sqlite');
  const db = new Database(path);
  db.unsafeMode();
  for (const sql of FILLED) db.exec(sql);
  db.exec('CREATE INDEX i ON t(n); PRAGMA writable_schema = ON');
  const [root] = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'i'").pluck().all();
  // For the time of one UPDATE, SQLite does not know of the index.
  db.exec("DELETE FROM sqlite_schema WHERE name = 'i'; PRAGMA writable_schema = RESET");
  db.exec('UPDATE t SET n = 1000 WHERE id = 7; PRAGMA writable_schema = ON');
  db.prepare("INSERT INTO sqlite_schema VALUES ('index', 'i', 't', ?, 'CREATE INDEX i ON t(n)')").run(
    BigInt(Number(root)),
  );
  db.close();
  const copy = await openWorkingCopy(path);
  onTestFinished(() => copy.close());
  expect(await quickCheck(copy)).toEqual([]);
  const lacking = ['row 7 missing from index i'];
  expect(await integrityCheck(copy, ['t'])).toEqual(lacking);
  expect(await integrityCheck(copy, ['t', '5'])).toEqual(lacking);
});

test('a page that is none is told in words, also where SQLite gives up', async () => {
  const copy = await damaged('t', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  expect((await quickCheck(copy)).length).toBeGreaterThan(0);
  expect((await integrityCheck(copy, ['t'])).length).toBeGreaterThan(0);
});
