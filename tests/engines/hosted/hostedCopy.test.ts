import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyHosted } from '../../../harness/engines/hosted/hostedCopy.ts';
import { openHostedD1 } from '../../../harness/engines/hosted/hostedD1.ts';
import { type Cloud, startCloud } from './cloud.ts';

const SCHEMA = [
  'CREATE TABLE plain (a, b TEXT, c INTEGER)',
  `CREATE TABLE parent (id TEXT PRIMARY KEY COLLATE NOCASE, n INTEGER, twice INTEGER AS (n * 2) STORED) WITHOUT ROWID`,
  'CREATE TABLE child (id INTEGER PRIMARY KEY AUTOINCREMENT, parent TEXT REFERENCES parent ON DELETE CASCADE, CHECK (id > 0))',
  'CREATE TABLE pairs (x INTEGER, y TEXT, z, PRIMARY KEY (y, x)) WITHOUT ROWID',
  'CREATE VIRTUAL TABLE words USING fts5(body)',
  'CREATE INDEX plain_b ON plain (b) WHERE c IS NOT NULL',
  'CREATE VIEW both AS SELECT c.id, p.n FROM child c JOIN parent p ON p.id = c.parent',
  "CREATE TRIGGER bumped AFTER INSERT ON child BEGIN UPDATE parent SET n = n + 1 WHERE id = NEW.parent; SELECT ';'; END",
];

const ROWS = [
  `INSERT INTO plain (rowid, a, b, c) VALUES (7, 9007199254740993, 'x', 1), (9, 1.0, 'nul' || char(0) || 'behind', NULL),
     (12, x'00ff', CAST(x'ff41' AS TEXT), -9223372036854775808), (13, 9e999, '', 0.1), (14, -9e999, '007', '007')`,
  "INSERT INTO plain (rowid, a) VALUES (20, zeroblob(700000) || x'01')",
  "INSERT INTO parent (id, n) VALUES ('b', 1), ('A', 2), ('ç', 3)",
  "INSERT INTO child (id, parent) VALUES (5, 'a'), (41, 'b')",
  'DELETE FROM child WHERE id = 41',
  "INSERT INTO pairs VALUES (2, 'k', NULL), (1, 'k', 'v'), (1, 'j', 2.5)",
  "INSERT INTO words (rowid, body) VALUES (3, 'to be found'), (8, 'never')",
];

const dump = (db: Database.Database, sql: string): unknown[] => db.prepare(sql).raw().safeIntegers().all();

/** Everything that a copy must have, read exactly. */
const QUESTIONS = [
  'SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name',
  'SELECT rowid, typeof(a), CAST(a AS BLOB), typeof(b), CAST(b AS BLOB), typeof(c), CAST(c AS BLOB) FROM plain ORDER BY rowid',
  'SELECT * FROM parent ORDER BY id',
  'SELECT * FROM child',
  'SELECT typeof(z), * FROM pairs ORDER BY x, y',
  'SELECT name, seq FROM sqlite_sequence',
  "SELECT rowid, body FROM words WHERE words MATCH 'found OR never' ORDER BY rowid",
  'SELECT * FROM both',
  'SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx',
];

let cloud: Cloud;
const folder = mkdtempSync(join(tmpdir(), 'stepproof-hosted-'));
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

describe('a copy of a database at Cloudflare', () => {
  test('has every object and every row, bit for bit', async () => {
    const hosted = openHostedD1(cloud.target);
    await hosted.batch([...SCHEMA, ...ROWS].map((text) => ({ text })));
    const many = Array.from({ length: 1203 }, (_, at) => `(${at + 100}, 'row ${at}')`).join(', ');
    await hosted.batch([{ text: `INSERT INTO plain (rowid, b) VALUES ${many}` }, { text: 'ANALYZE' }]);

    const path = join(folder, 'copy.sqlite');
    await copyHosted(hosted, path);

    const copy = new Database(path, { readonly: true });
    const original = new Database(':memory:');
    // A trigger that counts must not count twice.
    original.exec([...SCHEMA, ...ROWS].join(';\n'));
    original.exec(`INSERT INTO plain (rowid, b) VALUES ${many}; ANALYZE`);
    for (const question of QUESTIONS) expect(dump(copy, question), question).toEqual(dump(original, question));
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
    original.close();
  });
});
