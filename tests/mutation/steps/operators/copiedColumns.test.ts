import { describe, expect, test } from 'vitest';
import { COLUMNS, COPY, copies } from './copying.ts';

describe('operators of copied columns', () => {
  test('omit each column that the table gives a value itself', async () => {
    expect(await copies('copy-omit-column', COLUMNS, COPY)).toEqual([
      "INSERT INTO n (label, hint, size) SELECT label, coalesce(hint, ''), size FROM box",
      "INSERT INTO n (id, hint, size) SELECT id, coalesce(hint, ''), size FROM box",
      'INSERT INTO n (id, label, size) SELECT id, label, size FROM box',
    ]);
  });

  test('let neighbours of one type change places', async () => {
    expect(await copies('copy-swap-columns', COLUMNS, COPY)).toEqual([
      "INSERT INTO n (id, label, hint, size) SELECT id, coalesce(hint, ''), label, size FROM box",
    ]);
  });

  test('damage a text that no constraint watches', async () => {
    const plain = COPY.replace("coalesce(hint, '')", 'hint');
    expect(
      await copies('copy-cast', 'id INTEGER PRIMARY KEY, label TEXT UNIQUE, hint TEXT, size INTEGER', plain),
    ).toEqual([
      'INSERT INTO n (id, label, hint, size) SELECT id, label, CAST(hint AS INTEGER), size FROM box',
      'INSERT INTO n (id, label, hint, size) SELECT id, label, lower(hint), size FROM box',
    ]);
  });

  test('copy as it is what the step makes of a column', async () => {
    expect(await copies('copy-bare-column', COLUMNS, COPY)).toEqual([
      'INSERT INTO n (id, label, hint, size) SELECT id, label, "hint", size FROM box',
    ]);
  });
});
