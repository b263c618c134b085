import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachLoggedPage } from '../../../harness/engines/copy/writeAheadLog.ts';

const PAGE = 1024;
let folder = '';
let log = '';
let frames = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepproof-log-'));
  const path = join(folder, 'database.sqlite');
  const db = new Database(path);
  db.exec(`PRAGMA page_size = ${PAGE}; CREATE TABLE t(x)`);
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.exec('CREATE TABLE u(x); INSERT INTO u VALUES (zeroblob(3000)); UPDATE u SET x = 1');
  log = join(folder, 'log');
  copyFileSync(`${path}-wal`, log);
  db.close();
  frames = (readFileSync(log).length - 32) / (24 + PAGE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The pages of the log with some bytes changed; null when it is refused. */
function pagesAfter(change: (bytes: Buffer) => void, count = frames, pageSize = PAGE): readonly number[] | null {
  const path = join(folder, 'changed');
  const bytes = readFileSync(log);
  change(bytes);
  writeFileSync(path, bytes);
  const pages: number[] = [];
  return eachLoggedPage(path, count, pageSize, (page) => pages.push(page)) ? pages : null;
}

test('each frame names its page', () => {
  expect(frames).toBeGreaterThan(5);
  const pages = pagesAfter(() => {}) ?? [];
  expect(pages).toHaveLength(frames);
  expect(new Set(pages)).toEqual(new Set([1, 3, 4, 5]));
});

test('no frames are no pages, whether there is a log or not', () => {
  expect(eachLoggedPage(join(folder, 'missing'), 0, PAGE, () => {})).toBe(true);
});

test('a log of another page size, with other salts or without its end is refused', () => {
  expect(pagesAfter(() => {}, frames, 2048)).toBeNull();
  for (const frame of [0, 1, frames - 1]) {
    expect(
      pagesAfter((bytes) =>
        bytes.writeUInt8(bytes.readUInt8(32 + frame * (24 + PAGE) + 8) ^ 1, 32 + frame * (24 + PAGE) + 8),
      ),
    ).toBeNull();
  }
  expect(pagesAfter(() => {}, frames + 1)).toBeNull();
  truncateSync(join(folder, 'changed'), 20);
  expect(eachLoggedPage(join(folder, 'changed'), 1, PAGE, () => {})).toBe(false);
});

test('frames that end before their transaction does are refused', () => {
  const commit = (frames - 1) * (24 + PAGE) + 32 + 4;
  expect(pagesAfter((bytes) => bytes.writeUInt32BE(0, commit))).toBeNull();
});
