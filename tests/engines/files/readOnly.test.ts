import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSource } from '../../../harness/engines/sourceDatabase.ts';
import { SqlError, UserError } from '../../../harness/model/errors.ts';
import type { SourceDatabase } from '../../../harness/model/realDatabase.ts';
import { digestOf, look, newDatabase, newFolder, refusalOf } from './databases.ts';
import { otherProcess } from './otherProcess.ts';

const PAGE_BYTES = 1024;

/** Overwrites a part of a file. */
function patch(path: string, at: number, bytes: readonly number[]): void {
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.from(bytes), 0, bytes.length, at);
  closeSync(file);
}

function fileOf(content: string | Uint8Array): string {
  const path = `${newFolder()}/app.db`;
  writeFileSync(path, content);
  return path;
}

const KILLED_IN_WAL_MODE = `
const db = new Database(path);
db.pragma('journal_mode = WAL');
db.pragma('wal_autocheckpoint = 0');
db.exec("INSERT INTO readers VALUES (1000, 'in the log')");
say('ready');
setInterval(() => {}, 1000);`;

const KILLED_IN_A_TRANSACTION = `
const db = new Database(path);
db.pragma('cache_size = 2');
db.exec("BEGIN; UPDATE readers SET name = name || ' of a town that is far away from here'");
say('ready');
setInterval(() => {}, 1000);`;

const HOLDS_THE_LOCK = `
const db = new Database(path);
db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO readers VALUES (1000, 'not yet there')");
say('ready');
setInterval(() => {}, 1000);`;

describe('what is no database', () => {
  test.each([
    ['a gzip archive', gzipSync(Buffer.alloc(5000, 'rows')), 'gzip'],
    ['a zip archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000, 7)]), 'zip'],
    ['a dump', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a (x);\nCOMMIT;\n'.repeat(20), 'dump'],
    [
      'random bytes, as of an encrypted database',
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 251)),
      'encrypted',
    ],
    ['a few bytes', 'hello', 'text'],
  ])('%s is said to be that', async (_, content, word) => {
    const error = await refusalOf(fileOf(content));
    expect(error).toMatchObject({ code: 'database-not-sqlite', detail: { why: expect.stringContaining(word) } });
  });

  test('is closed again', async () => {
    const path = fileOf('no database '.repeat(100));
    const open = () => readdirSync('/dev/fd').length;
    const before = open();
    for (let time = 0; time < 20; time++) await refusalOf(path);
    expect(open()).toBe(before);
  });

  test('a database without tables is refused', async () => {
    const path = `${newFolder()}/app.db`;
    const db = new Database(path);
    db.pragma('user_version = 7');
    db.close();
    expect(await refusalOf(path)).toMatchObject({ code: 'database-empty' });
  });
});

describe('a database of a later format', () => {
  test('is refused by the version of its header', async () => {
    const path = newDatabase();
    patch(path, 18, [3, 3]);
    expect(await refusalOf(path)).toMatchObject({ code: 'database-format-unsupported' });
  });

  test('is refused by the version of its schema', async () => {
    const path = newDatabase();
    patch(path, 44, [0, 0, 0, 5]);
    expect(await refusalOf(path)).toMatchObject({ code: 'database-format-unsupported' });
  });
});

describe('a damaged database', () => {
  test('with a header that is none is refused', async () => {
    const path = newDatabase();
    patch(path, 16, [0, 3]);
    expect(await refusalOf(path)).toMatchObject({ code: 'database-corrupt' });
  });

  test('with a first page of zeros behind its header is refused', async () => {
    const path = newDatabase();
    patch(
      path,
      100,
      Array.from({ length: 924 }, () => 0),
    );
    expect(await refusalOf(path)).toMatchObject({ code: 'database-corrupt' });
  });

  test('that was cut off is refused', async () => {
    const path = newDatabase();
    truncateSync(path, 3000);
    expect(await refusalOf(path)).toMatchObject({ code: 'database-corrupt' });
  });

  test('with a page of zeros is refused where that page is read', async () => {
    const path = newDatabase();
    patch(
      path,
      1024,
      Array.from({ length: 1024 }, () => 0),
    );
    const source = await openSource(path);
    await expect(source.query('SELECT * FROM readers')).rejects.toMatchObject({ code: 'database-corrupt' });
    await source.close();
  });

  test('is not seen to be one where a byte of a text has changed that no index holds', async () => {
    const path = newDatabase("CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('somewhere');");
    patch(path, readFileSync(path).indexOf('somewhere'), [0x53]);
    const source = await openSource(path);
    expect(await source.query('SELECT note FROM notes')).toEqual([['Somewhere']]);
    expect(await source.query('PRAGMA integrity_check')).toEqual([['ok']]);
    await source.close();
  });

  const whole = () =>
    readFileSync(newDatabase('CREATE VIEW v AS SELECT name FROM readers; CREATE INDEX i ON readers (name, id);'));

  test('ends in a refusal or an answer, whichever byte of its first page is another', async () => {
    const [bytes, outcomes] = [whole(), new Set<string>()];
    const path = fileOf(bytes);
    for (let at = 0; at < PAGE_BYTES; at++) outcomes.add(await outcomeOf(path, bytes, at, 0xff, readAll));
    expect(outcomes).toContain('read');
    expect(outcomes).toContain('database-corrupt');
  });

  test('ends in a refusal or an answer, whichever single byte is another in whatever way', async () => {
    const bytes = whole();
    const path = fileOf(bytes);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, bits]) => {
        await outcomeOf(path, bytes, at, bits, copyAndRead);
      }),
      { numRuns: 200 },
    );
  });
});

/**
 * Opens a database in which some bits of one byte are others, and does something with it: the code of the refusal, or that
 * there was none. The file stays what it is.
 */
async function outcomeOf(
  path: string,
  whole: Uint8Array,
  at: number,
  bits: number,
  use: (source: SourceDatabase) => Promise<void>,
): Promise<string> {
  const bytes = Uint8Array.from(whole);
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  writeFileSync(path, bytes);
  try {
    const source = await openSource(path);
    await use(source).finally(() => source.close());
    return 'read';
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  } finally {
    expect(Buffer.compare(readFileSync(path), bytes)).toBe(0);
    expect(readdirSync(dirname(path))).toEqual(['app.db']);
  }
}

/** A statement may also be refused by itself: what it names can be another name now. */
async function readAll(source: SourceDatabase): Promise<void> {
  await source.query('SELECT * FROM readers ORDER BY name').catch(refusedBySqlite);
  await source.query('SELECT * FROM v').catch(refusedBySqlite);
}

async function copyAndRead(source: SourceDatabase): Promise<void> {
  await source.copyTo(`${source.facts.path}.copy`);
  rmSync(`${source.facts.path}.copy`);
  await readAll(source);
}

function refusedBySqlite(error: unknown): void {
  if (!(error instanceof SqlError)) throw error;
}

describe('a database that another process left behind', () => {
  test('with rows in its write-ahead log is read with them, and none of its files is another afterwards', async () => {
    const path = newDatabase();
    const writer = otherProcess(KILLED_IN_WAL_MODE, [path]);
    await writer.line();
    await writer.kill();
    const before = [digestOf(path), digestOf(`${path}-wal`)];
    const source = await openSource(path);
    expect(source.facts).toMatchObject({ journalMode: 'wal', sidecars: ['app.db-wal', 'app.db-shm'] });
    expect(await source.query('SELECT name FROM readers WHERE id = 1000')).toEqual([['in the log']]);
    await source.copyTo(`${dirname(path)}/copy.db`);
    await source.close();
    expect([digestOf(path), digestOf(`${path}-wal`)]).toEqual(before);
    expect(look(`${dirname(path)}/copy.db`)).toEqual({ integrity: 'ok', readers: 201 });
  });

  test('in the middle of a change is not repaired but refused', async () => {
    const path = newDatabase();
    const writer = otherProcess(KILLED_IN_A_TRANSACTION, [path]);
    await writer.line();
    await writer.kill();
    const before = [digestOf(path), digestOf(`${path}-journal`)];
    expect(await refusalOf(path)).toMatchObject({ code: 'database-needs-recovery' });
    expect([digestOf(path), digestOf(`${path}-journal`)]).toEqual(before);
    // As the advice says.
    const owner = new Database(path);
    owner.pragma('user_version');
    owner.close();
    expect(look(path)).toEqual({ integrity: 'ok', readers: 200 });
    expect(await (await openSource(path)).query("SELECT count(*) FROM readers WHERE name LIKE '%town%'")).toEqual([
      [0n],
    ]);
  });
});

describe('a database that another process uses', () => {
  test('is busy where that process has it to itself, and the time waited is named', async () => {
    const path = newDatabase();
    await otherProcess(HOLDS_THE_LOCK, [path]).line();
    const error = await refusalOf(path, 200);
    expect(error).toMatchObject({ code: 'database-busy', message: `${path} stayed locked for 0.2 seconds` });
  });

  test('is busy in write-ahead mode, too', async () => {
    const path = newDatabase('PRAGMA journal_mode = WAL;');
    await otherProcess(HOLDS_THE_LOCK, [path]).line();
    expect(await refusalOf(path)).toMatchObject({ code: 'database-busy' });
  });
});

/** The administrator may do everything, and does without that first. */
const WITHOUT_PRIVILEGES = `
if (process.getuid() === 0) {
  process.setgid(65534);
  process.setuid(65534);
}
await openSource(path).then((source) => source.close()).then(() => say('opened'), (error) => say(error.code));
process.exit();`;

test('a database that is not ours is not trusted with functions, and its cells are looked at before they are read', async () => {
  const path = newDatabase(
    "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT load_extension('x') FROM t;",
  );
  const source = await openSource(path);
  onTestFinished(() => source.close());
  expect(await source.query('PRAGMA trusted_schema')).toEqual([[0n]]);
  expect(await source.query('PRAGMA cell_size_check')).toEqual([[1n]]);
  await expect(source.query('SELECT * FROM v')).rejects.toThrow('unsafe use of load_extension');
});

describe('a database without the rights', () => {
  test('to read it is refused', async () => {
    const path = newDatabase();
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0);
    expect(await otherProcess(WITHOUT_PRIVILEGES, [path]).line()).toBe('database-readonly');
  });

  test('to enter its folder is refused', async () => {
    const path = newDatabase();
    chmodSync(dirname(path), 0);
    expect(await otherProcess(WITHOUT_PRIVILEGES, [path]).line()).toBe('database-unreadable');
    chmodSync(dirname(path), 0o700);
  });

  test('to write beside it is refused in write-ahead mode alone', async () => {
    const [wal, rollback] = [newDatabase('PRAGMA journal_mode = WAL;'), newDatabase()];
    for (const path of [wal, rollback]) {
      chmodSync(path, 0o444);
      chmodSync(dirname(path), 0o555);
    }
    expect(await otherProcess(WITHOUT_PRIVILEGES, [wal]).line()).toBe('database-readonly');
    expect(await otherProcess(WITHOUT_PRIVILEGES, [rollback]).line()).toBe('opened');
    for (const path of [wal, rollback]) chmodSync(dirname(path), 0o755);
  });
});
