import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workFolder as folderFor, sizeOf } from '../../harness/cli/workFolder.ts';
import { fastFolder } from '../../harness/engines/d1/folder.ts';
import { projectFolder } from '../config/projectFolder.ts';

/** A file that says it is so large, and takes no room. */
function databaseOf(bytes: number): string {
  const path = join(projectFolder({}), 'app.db');
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

const workFolder = (database: string, asked: string | undefined) => folderFor(sizeOf(database), database, asked);

describe('the folder for the copy of a database', () => {
  test('is that for temporary files, or another one on a disk, and never the database’s own', () => {
    const database = databaseOf(1e8);
    expect([tmpdir(), '/var/tmp']).toContain(workFolder(database, undefined));
  });

  test('is one in memory for a small one, where there is such a folder', () => {
    expect(workFolder(databaseOf(4096), undefined)).toBe(fastFolder());
  });

  test('is the one that is asked for', () => {
    const folder = projectFolder({});
    mkdirSync(join(folder, 'work'));
    expect(workFolder(databaseOf(4096), join(folder, 'work'))).toBe(join(folder, 'work'));
  });

  test('has room for three times the database, or there is none', () => {
    const database = databaseOf(8e12);
    expect(() => workFolder(database, undefined)).toThrow(
      `there is no room for the copy of ${database}: 24000.0 GB are needed`,
    );
  });

  test('counts what lies in the write-ahead log', () => {
    const database = databaseOf(4096);
    writeFileSync(`${database}-wal`, '');
    truncateSync(`${database}-wal`, 8e12);
    expect(() => workFolder(database, tmpdir())).toThrow('24000.0 GB are needed');
  });

  test('must be there', () => {
    expect(() => workFolder(databaseOf(1), '/nowhere/at/all')).toThrow('/nowhere/at/all cannot be written to');
  });
});
