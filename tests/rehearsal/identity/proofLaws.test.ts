import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkingCopy } from '../../../harness/engines/workingCopy.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { DataFault } from '../../../harness/model/data.ts';
import { SqlError } from '../../../harness/model/errors.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { compareTable } from '../../../harness/rehearsal/identity/compareTable.ts';
import { sameColumns } from '../../../harness/rehearsal/identity/pairing.ts';
import { proveSame } from '../../../harness/rehearsal/identity/proveSame.ts';
import { faultsInMemory, lastingFolder } from './copyOf.ts';

const TABLES = `
  CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b, c REAL);
  CREATE INDEX t_a ON t(a);
  CREATE TABLE k(key TEXT PRIMARY KEY, v NUMERIC, big BLOB);
  CREATE TABLE w(x TEXT COLLATE NOCASE, y INT, z, PRIMARY KEY(x, y)) WITHOUT ROWID;
  CREATE INDEX w_z ON w(z);
  CREATE TABLE h(a, b INTEGER);
  CREATE TABLE q(id INTEGER PRIMARY KEY AUTOINCREMENT, n, twice AS (n || n), stored TEXT AS (lower(n)) STORED);
  CREATE TABLE small(one);`;

function fill(db: Database.Database): void {
  db.exec(TABLES);
  const insert = (sql: string): Database.Statement => db.prepare(sql);
  const [t, k, w, h, q] = [
    insert('INSERT INTO t VALUES (?, ?, ?, ?)'),
    insert('INSERT INTO k VALUES (?, ?, zeroblob(?))'),
    insert('INSERT INTO w VALUES (?, ?, ?)'),
    insert('INSERT INTO h VALUES (?, ?)'),
    insert('INSERT INTO q(n) VALUES (?)'),
  ] as const;
  for (let n = 1; n <= 60; n++) {
    t.run(BigInt(n), `Name ${n}`, n % 3 === 0 ? 'x'.repeat(n * 30) : BigInt(n), n / 2);
    k.run(`key-${n}`, n % 2 === 0 ? `${n}` : n, n % 7 === 0 ? n * 200 : 3);
    w.run(`word ${n % 20}`, BigInt(n), n % 5 === 0 ? 'long '.repeat(n * 10) : null);
    h.run(BigInt(n % 4), BigInt(n % 3));
    q.run(n % 2 === 0 ? 'Twice' : BigInt(n));
  }
  db.exec("INSERT INTO k(key) VALUES ('none'); DELETE FROM q WHERE id > 55; INSERT INTO small VALUES (1)");
}

/** Statements with a number in the place of `?`. Most do something on most databases; the others are refused, which is allowed. */
const STATEMENTS: readonly string[] = [
  'UPDATE t SET a = upper(a) WHERE id = ?',
  'UPDATE t SET b = 1.0 * b WHERE id = ?',
  "UPDATE t SET b = 'x' || char(0) || 'y' WHERE id = ?",
  'UPDATE t SET b = -0.0 WHERE id = ?',
  'UPDATE t SET b = 0.0 WHERE b = 0 OR id = ?',
  'UPDATE t SET b = CAST(b AS BLOB) WHERE id = ?',
  "UPDATE t SET b = CAST(x'ff' AS TEXT) WHERE id = ?",
  "UPDATE t SET b = CAST(x'fe' AS TEXT) WHERE id = ?",
  'UPDATE t SET id = id + 1000 WHERE id = ?',
  'DELETE FROM t WHERE id = ?',
  'DELETE FROM t WHERE id > ?',
  "INSERT INTO t(id, a, b) VALUES (? + 40, 'New', randomblob(3000))",
  'REPLACE INTO t(id, a, b) SELECT id, a, b FROM t WHERE id = ?',
  'UPDATE t SET c = c WHERE id = ?',
  "UPDATE k SET key = upper(key) WHERE key = 'key-?'",
  'UPDATE k SET key = NULL WHERE rowid = ?',
  'UPDATE k SET rowid = rowid + 500 WHERE rowid = ?',
  'UPDATE k SET big = zeroblob(length(big) + ?)',
  "UPDATE k SET v = '1e3' WHERE rowid = ?",
  'REPLACE INTO k(key, v, big) SELECT key, v, big FROM k WHERE rowid = ?',
  "DELETE FROM k WHERE key = 'key-?'",
  'UPDATE w SET x = upper(x) WHERE y = ?',
  "UPDATE w SET z = 'z' WHERE y = ?",
  'DELETE FROM w WHERE y = ?',
  'REPLACE INTO w SELECT x, y, z FROM w WHERE y = ?',
  'INSERT INTO h SELECT a, b FROM h WHERE rowid = ?',
  'DELETE FROM h WHERE rowid = ?',
  'UPDATE h SET rowid = rowid + 500 WHERE rowid < ?',
  'UPDATE h SET a = a + 0.0 WHERE rowid = ?',
  'UPDATE h SET a = -a * 0.0 WHERE rowid = ?',
  'INSERT INTO q(n) VALUES (?)',
  'DELETE FROM q WHERE id = ?',
  "UPDATE sqlite_sequence SET seq = ? WHERE name = 'q'",
  'UPDATE small SET one = ?',
  'CREATE INDEX i? ON t(b, c)',
  'CREATE INDEX j? ON w(y)',
  'DROP INDEX t_a',
  'CREATE INDEX t_a ON t(a)',
  'DROP INDEX w_z',
  'CREATE TABLE n?(a, b)',
  'DROP TABLE n?',
  'DROP TABLE small',
  'CREATE TABLE small(one)',
  'INSERT INTO small VALUES (1)',
  'ALTER TABLE t ADD COLUMN d? DEFAULT 7',
  'ALTER TABLE t DROP COLUMN d?',
  'ALTER TABLE t DROP COLUMN c',
  'ALTER TABLE t ADD COLUMN c REAL',
  'ALTER TABLE k RENAME TO kk',
  'ALTER TABLE kk RENAME TO k',
  'ALTER TABLE k RENAME COLUMN v TO vv',
  'ALTER TABLE k RENAME COLUMN vv TO v',
  'CREATE TABLE r? AS SELECT * FROM h',
  'CREATE TABLE hh(a, b INTEGER)',
  'INSERT INTO hh SELECT a, b FROM h ORDER BY a, b',
  'DROP TABLE h',
  'ALTER TABLE hh RENAME TO h',
  'PRAGMA secure_delete = ON',
  'PRAGMA user_version = ?',
  'PRAGMA wal_autocheckpoint = 1',
  'PRAGMA wal_checkpoint(TRUNCATE)',
  'PRAGMA incremental_vacuum(?)',
  'PRAGMA journal_mode = DELETE',
  'PRAGMA page_size = 8192',
  'PRAGMA auto_vacuum = FULL',
  'PRAGMA auto_vacuum = INCREMENTAL',
  'ANALYZE',
  'REINDEX t',
  'VACUUM',
];

const statement = fc
  .tuple(fc.constantFrom(...STATEMENTS), fc.integer({ min: 1, max: 60 }))
  .map(([sql, n]) => sql.replace('?', String(n)));

/** A script goes through as a whole or not at all; a single statement runs outside of a transaction, as VACUUM must. */
type Action =
  | { readonly kind: 'script'; readonly statements: readonly string[] }
  | { readonly kind: 'alone'; readonly statement: string }
  | { readonly kind: 'settle' }
  | { readonly kind: 'revert' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('script' as const),
      statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('alone' as const), statement }) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ kind: 'settle' }, { kind: 'revert' }) },
);

async function act(copy: WorkingCopy, one: Action): Promise<void> {
  if (one.kind === 'settle' || one.kind === 'revert') return copy[one.kind]();
  if (one.kind === 'script') {
    const statements = one.statements.map((text) => ({ text }));
    await copy.apply(statements, { foreignKeys: 'on' });
    return;
  }
  try {
    await copy.query(one.statement);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
}

/** inspect names lost tables first, and columns in the order in which they differ. */
function sorted(faults: readonly DataFault[]): readonly string[] {
  return faults.map(({ table, column, kind, count, of }) => `${table}.${column}: ${count} of ${of} ${kind}`).sort();
}

describe.each([
  ['pages of 512 bytes', 'PRAGMA page_size = 512'],
  ['pages of 4096 bytes', 'PRAGMA page_size = 4096'],
  ['auto_vacuum', 'PRAGMA page_size = 512; PRAGMA auto_vacuum = FULL'],
  ['auto_vacuum on demand', 'PRAGMA page_size = 1024; PRAGMA auto_vacuum = INCREMENTAL'],
  ['UTF-16', "PRAGMA page_size = 1024; PRAGMA encoding = 'UTF-16le'"],
])('a database with %s', (_, pragmas) => {
  const folder = lastingFolder(beforeAll, afterAll);
  const image = (): Buffer => {
    const db = new Database(':memory:');
    db.exec(pragmas);
    fill(db);
    return db.serialize();
  };

  test('is told to be the same where it is, and to differ where inspect says so, whatever was done to it', async () => {
    const start = image();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 6 }), async (actions) => {
        const path = join(folder(), `${runs++}.sqlite`);
        writeFileSync(path, start);
        const copy = await openWorkingCopy(path);
        try {
          for (const one of actions) await act(copy, one);
          const [before, now] = [await readSchema(copy.pristine), await readSchema(copy)];
          const { tables, faults } = await proveSame(copy, before, now);
          const bare = faults.map(({ keys, ...fault }) => fault);
          expect(sorted(bare)).toEqual(sorted(await faultsInMemory(copy)));
          for (const { table, shownBy } of tables) {
            const [was, is] = [before, now].map((schema) => schema.tables.find(({ name }) => name === table));
            if (shownBy !== 'pages' || was === undefined || is === undefined) continue;
            const { lost, added, changed, moved } = await compareTable(copy, sameColumns(was, is));
            expect([table, lost.count, added.count, changed.size, moved.count]).toEqual([table, 0, 0, 0, 0]);
          }
          for (const { keys, count } of faults) expect(keys.length).toBeLessThanOrEqual(count);
        } finally {
          await copy.close();
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 40) },
    );
  }, 120_000);
});
