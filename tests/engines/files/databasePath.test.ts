import { execFileSync } from 'node:child_process';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../../harness/engines/sourceDatabase.ts';
import { newDatabase, newFolder, refusalOf } from './databases.ts';

describe('a name', () => {
  test.each([
    ['app.db\0.sqlite', 'has a zero byte in its name'],
    [' app.db', 'begins or ends with blanks'],
    ['app.db\n', 'begins or ends with blanks'],
    ['', 'begins or ends with blanks'],
    ['file:app.db?mode=ro', 'is a URI'],
    ['FILE:app.db', 'is a URI'],
    [':memory:', 'is no file'],
  ])('%j is refused, because SQLite or its driver would open something else', async (name, why) => {
    const error = await refusalOf(name);
    expect(error).toMatchObject({ code: 'path-refused', message: expect.stringContaining(why) });
  });

  test('of a folder or a pipe is refused', async () => {
    const folder = newFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await refusalOf(folder)).toMatchObject({ code: 'path-refused', message: `${folder} is a folder` });
    expect(await refusalOf(join(folder, 'pipe'))).toMatchObject({ code: 'path-refused' });
  });

  test('that is misspelt is refused, nothing is created, and the databases beside are named', async () => {
    const path = newDatabase();
    const folder = dirname(path);
    writeFileSync(join(folder, 'notes.txt'), '');
    const error = await refusalOf(join(folder, 'ap.db'));
    expect(error).toMatchObject({ code: 'database-missing', detail: { fix: expect.stringContaining('holds app.db') } });
    expect(readdirSync(folder)).toEqual(['app.db', 'notes.txt']);
  });

  test('in a folder that is not there, or below a file, is refused', async () => {
    const path = newDatabase();
    for (const name of [join(newFolder(), 'gone', 'app.db'), join(path, 'app.db')]) {
      expect(await refusalOf(name)).toMatchObject({ code: 'database-missing' });
    }
  });

  test('that is a link stands for the file behind it, whose sidecars lie beside that', async () => {
    const path = newDatabase();
    const folder = newFolder();
    writeFileSync(`${path}-journal`, '');
    symlinkSync(path, join(folder, 'link.db'));
    const source = await openSource(join(folder, 'link.db'));
    expect(source.facts).toMatchObject({ path, sidecars: ['app.db-journal'] });
    await source.close();
    expect(readdirSync(folder)).toEqual(['link.db']);
  });

  test('that is a link to nothing is refused', async () => {
    const folder = newFolder();
    symlinkSync(join(folder, 'gone.db'), join(folder, 'link.db'));
    expect(await refusalOf(join(folder, 'link.db'))).toMatchObject({ code: 'database-missing' });
  });
});

describe('an empty file', () => {
  test('is no database, and the write-ahead log beside it stays', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'app.db'), '');
    writeFileSync(join(folder, 'app.db-wal'), 'a log');
    expect(await refusalOf(join(folder, 'app.db'))).toMatchObject({ code: 'database-empty' });
    expect(readdirSync(folder)).toEqual(['app.db', 'app.db-wal']);
  });
});
