import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { health } from '../../harness/index.ts';
import { soundLadder } from '../cli/ladders.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { folderForTest, makeDatabase } from '../operations/database.ts';

const SQL = `CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
  CREATE TABLE b (a INTEGER REFERENCES a (id));
  CREATE INDEX idx_b ON b (a);
  INSERT INTO a VALUES (1, 1), (2, 2);
  INSERT INTO b VALUES (1), (2);`;

function database(sql: string): string {
  return makeDatabase(join(folderForTest(), 'app.db'), sql, 'wal');
}

describe('health', () => {
  test('of a sound database is its sizes, its rows and its journal', async () => {
    const { health: found, findings } = await health(database(SQL));
    expect(findings).toEqual([]);
    expect(found).toMatchObject({
      pageSize: 4096,
      journalMode: 'wal',
      freePages: 0,
      tables: [
        { name: 'a', rows: 2 },
        { name: 'b', rows: 2 },
      ],
      integrity: [],
      orphans: [],
      ladderDigest: null,
    });
    expect(found?.bytes).toBe((found?.pageCount ?? 0) * 4096);
  });

  test('counts rows without a parent', async () => {
    const { health: found, findings } = await health(database(`${SQL} PRAGMA foreign_keys = OFF; DELETE FROM a`));
    expect(found?.orphans).toEqual([{ where: 'table b lacks parents in a', rows: 2 }]);
    expect(findings).toMatchObject([{ check: 'foreign-keys-hold', severity: 'error', object: 'table b' }]);
  });

  test('names a key that refers to no key', async () => {
    const { findings } = await health(database('CREATE TABLE p (n); CREATE TABLE c (n REFERENCES p (n));'));
    expect(findings[0]?.message).toContain('foreign key mismatch');
  });

  test('sees rows that a CHECK forbids, although it only reads', async () => {
    const broken = `${SQL} PRAGMA ignore_check_constraints = ON; UPDATE a SET n = -1; PRAGMA ignore_check_constraints = OFF;`;
    expect((await health(database(broken))).health?.integrity).toEqual(['CHECK constraint failed in a (n > 0): 2']);
  });

  test('sees an index that does not agree with its table', async () => {
    const path = database(SQL);
    const db = new Database(path);
    db.unsafeMode();
    db.exec(
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX idx_b ON b (-a)' WHERE name = 'idx_b'`,
    );
    db.close();
    const { health: found, findings } = await health(path);
    expect(found?.integrity[0]).toContain('missing from index idx_b');
    expect(findings[0]).toMatchObject({ check: 'database-is-intact', severity: 'error' });
  });

  test('holds the schema against a folder where one is named', async () => {
    const dir = projectFolder(soundLadder);
    const path = makeDatabase(join(dir, 'app.db'), 'CREATE TABLE other (a);');
    const { health: found, findings, layout } = await health(path, { dir });
    expect(layout).toBe('paired');
    expect(found?.schemaDigest).not.toBe(found?.ladderDigest);
    expect(findings).toMatchObject([{ check: 'schema-matches-ladder', object: 'table other' }]);
  });

  test('of what is no database is refused', async () => {
    const path = join(folderForTest(), 'app.db');
    writeFileSync(path, 'CREATE TABLE a (b);');
    await expect(health(path)).rejects.toMatchObject({ code: 'database-not-sqlite' });
  });
});
