import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../../harness/engines/sourceDatabase.ts';
import type { SourceDatabase } from '../../../harness/model/realDatabase.ts';
import { digestOf, look, newDatabase, newFolder } from './databases.ts';
import { otherProcess } from './otherProcess.ts';

/** Opens a source for the length of a test's work with it. */
async function withSource<T>(path: string, use: (source: SourceDatabase) => Promise<T>): Promise<T> {
  const source = await openSource(path, { busyTimeoutMs: 200 });
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

async function copyOf(path: string): Promise<string> {
  const copy = join(newFolder(), 'copy.db');
  await withSource(path, (source) => source.copyTo(copy));
  return copy;
}

/** Writes again and again, a row to each of two tables in one transaction. */
const WRITES = `
const db = new Database(path, { timeout: 60000 });
const write = db.transaction(() => {
  db.exec("INSERT INTO readers DEFAULT VALUES; INSERT INTO visits DEFAULT VALUES");
});
write();
say('ready');
const loop = () => { write(); setTimeout(loop, 2); };
loop();`;

const VISITS = 'CREATE TABLE visits (id INTEGER PRIMARY KEY); INSERT INTO visits SELECT id FROM readers;';

/** Copies a database and says what came of it. */
const COPIES = `
const source = await openSource(path);
await source.copyTo(rest[0]).then(() => say('copied'), (error) => say(error.code + ' ' + error.message));
process.exit();`;

describe('a copy', () => {
  test('is the database, for this account alone, and nothing lies beside it', async () => {
    const copy = await copyOf(newDatabase());
    expect(look(copy)).toEqual({ integrity: 'ok', readers: 200 });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(copy))).toEqual(['copy.db']);
  });

  test('keeps page size, journal mode, encoding and version', async () => {
    const path = join(newFolder(), 'app.db');
    const db = new Database(path);
    db.exec(`PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-16le'; PRAGMA auto_vacuum = FULL; PRAGMA user_version = 7;
      PRAGMA journal_mode = WAL; CREATE TABLE readers (name TEXT); INSERT INTO readers VALUES ('a');`);
    db.close();
    const copy = new Database(await copyOf(path), { readonly: true });
    const settings = ['page_size', 'encoding', 'auto_vacuum', 'user_version', 'journal_mode'];
    expect(settings.map((name) => copy.pragma(name, { simple: true }))).toEqual([8192, 'UTF-16le', 1, 7, 'wal']);
    copy.close();
  });

  test('is byte for byte what a database at rest is', async () => {
    const path = newDatabase();
    expect(readFileSync(await copyOf(path)).subarray(100)).toEqual(readFileSync(path).subarray(100));
  });

  test.each(['WAL', 'DELETE'])(
    'is of one moment while another process writes all the time in %s mode',
    async (mode) => {
      const path = newDatabase(`${VISITS} PRAGMA journal_mode = ${mode};`);
      const writer = otherProcess(WRITES, [path]);
      await writer.line();
      const source = await openSource(path);
      const copy = join(newFolder(), 'copy.db');
      await source.copyTo(copy);
      await writer.kill();
      await source.close();
      const db = new Database(copy, { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      expect(count('readers')).toBe(count('visits'));
      expect(count('readers')).toBeGreaterThan(200);
      db.close();
    },
  );

  test('does not change the database', async () => {
    for (const mode of ['WAL', 'DELETE']) {
      const path = newDatabase(`PRAGMA journal_mode = ${mode};`);
      const before = digestOf(path);
      await copyOf(path);
      expect(digestOf(path)).toBe(before);
    }
  });
});

describe('the place of a copy', () => {
  test('may not hold a file', async () => {
    const [path, other] = [newDatabase(), newDatabase('DELETE FROM readers;')];
    const before = digestOf(other);
    await withSource(path, async (source) => {
      await expect(source.copyTo(other)).rejects.toMatchObject({ code: 'path-refused' });
    });
    expect(digestOf(other)).toBe(before);
  });

  test.each(['-wal', '-journal', '-shm'])('may not have a stray %s beside it', async (ending) => {
    const copy = join(newFolder(), 'copy.db');
    writeFileSync(`${copy}${ending}`, 'of another database');
    await withSource(newDatabase(), async (source) => {
      await expect(source.copyTo(copy)).rejects.toMatchObject({
        code: 'sidecar-refused',
        message: `copy.db${ending} lies where ${copy} is to be written`,
      });
    });
    expect(readdirSync(dirname(copy))).toEqual([`copy.db${ending}`]);
  });

  test('must be a folder that is there, and a name that SQLite leaves as it is', async () => {
    await withSource(newDatabase(), async (source) => {
      await expect(source.copyTo(join(newFolder(), 'gone', 'copy.db'))).rejects.toMatchObject({ code: 'io-error' });
      await expect(source.copyTo(`${newFolder()}/copy.db `)).rejects.toMatchObject({ code: 'path-refused' });
      await expect(source.copyTo(':memory:')).rejects.toMatchObject({ code: 'path-refused' });
    });
  });
});

describe('a copy that does not succeed', () => {
  test('leaves nothing where no file may grow that long', async () => {
    const path = newDatabase('CREATE TABLE pictures (picture); INSERT INTO pictures VALUES (zeroblob(2000000));');
    const folder = newFolder();
    const copier = otherProcess(COPIES, [path, join(folder, 'copy.db')], 1000);
    expect(await copier.line()).toBe(`io-error ${join(folder, 'copy.db')} could not be read or written`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is refused in time where the database is locked meanwhile', async () => {
    const path = newDatabase();
    const copy = join(newFolder(), 'copy.db');
    await withSource(path, async (source) => {
      const owner = new Database(path);
      owner.exec('BEGIN EXCLUSIVE');
      await expect(source.copyTo(copy)).rejects.toMatchObject({
        code: 'database-busy',
        message: `${path} stayed locked for 0.2 seconds`,
      });
      expect(readdirSync(dirname(copy))).toEqual([]);
      owner.exec('ROLLBACK');
      owner.close();
      await source.copyTo(copy);
    });
    expect(look(copy)).toEqual({ integrity: 'ok', readers: 200 });
  });
});

describe('a database that is copied', () => {
  test.each(['WAL', 'DELETE'])('is known to have changed when others wrote to it since in %s mode', async (mode) => {
    const path = newDatabase(`PRAGMA journal_mode = ${mode};`);
    await withSource(path, async (source) => {
      expect(await source.hasChanged()).toBe(false);
      const owner = new Database(path);
      owner.exec('DELETE FROM readers WHERE id = 1');
      expect(await source.hasChanged()).toBe(true);
      await source.copyTo(join(newFolder(), 'copy.db'));
      expect(await source.hasChanged()).toBe(false);
      owner.exec('DELETE FROM readers WHERE id = 2');
      expect(await source.hasChanged()).toBe(true);
      owner.close();
    });
  });

  test.each(['WAL', 'DELETE'])('is known to be copied as it was last seen, or not, in %s mode', async (mode) => {
    const path = newDatabase(`PRAGMA journal_mode = ${mode};`);
    await withSource(path, async (source) => {
      expect(await source.copyTo(join(newFolder(), 'copy.db'))).toBe(true);
      const owner = new Database(path);
      owner.exec('DELETE FROM readers WHERE id = 1');
      expect(await source.copyTo(join(newFolder(), 'copy.db'))).toBe(false);
      expect(await source.copyTo(join(newFolder(), 'copy.db'))).toBe(true);
      owner.close();
    });
  });

  test('is known to have changed when another file took its place', async () => {
    const [path, other] = [newDatabase(), newDatabase()];
    await withSource(path, async (source) => {
      renameSync(other, path);
      expect(await source.hasChanged()).toBe(true);
    });
  });

  test('is known to have changed when it is gone', async () => {
    const path = newDatabase();
    await withSource(path, async (source) => {
      mkdirSync(join(dirname(path), 'old'));
      renameSync(path, join(dirname(path), 'old', 'app.db'));
      expect(await source.hasChanged()).toBe(true);
    });
  });

  test('tells of bytes behind its end', async () => {
    const path = newDatabase();
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(3000, 'junk')]));
    await withSource(path, async ({ facts }) => {
      expect(facts.bytes - facts.pageCount * facts.pageSize).toBe(3000);
    });
  });
});
