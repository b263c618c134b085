import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';
import { BOX, COLUMNS, COPY, copies } from './copying.ts';

describe('operators of copies', () => {
  test('copy only some rows', async () => {
    expect(await copies('copy-where', COLUMNS, COPY)).toEqual([`${COPY} WHERE label IS NOT NULL`]);
    expect(await copies('copy-where', COLUMNS, `${COPY} WHERE size > 1`)).toEqual([
      `${COPY} WHERE label IS NOT NULL AND size > 1`,
    ]);
    expect(await copies('copy-limit', COLUMNS, COPY)).toEqual([`${COPY} LIMIT 1`]);
  });

  test('copy equal rows once, where rows can be equal', async () => {
    const bare = 'INSERT INTO n (label, size) SELECT label, size FROM box';
    expect(await copies('copy-distinct', COLUMNS, bare)).toEqual([
      'INSERT INTO n (label, size) SELECT DISTINCT label, size FROM box',
    ]);
    expect(
      await copies(
        'copy-distinct',
        'id INTEGER NOT NULL PRIMARY KEY, label TEXT',
        'INSERT INTO n (id, label) SELECT id, label FROM box',
      ),
    ).toEqual([]);
    expect(
      await copies(
        'copy-distinct',
        COLUMNS,
        bare.replace('(label', '(rowid, label').replace('SELECT label', 'SELECT rowid, label'),
      ),
    ).toEqual([]);
  });

  test('pass over what a new constraint refuses, and only then', async () => {
    expect(await copies('copy-or-ignore', COLUMNS, COPY)).toEqual([COPY.replace('INSERT', 'INSERT OR IGNORE')]);
    const same = 'id INTEGER PRIMARY KEY, label TEXT, hint TEXT, size INTEGER NOT NULL';
    expect(await copies('copy-or-ignore', same, COPY)).toEqual([]);
    const bare = COPY.replace("coalesce(hint, '')", 'hint');
    expect(await copies('copy-or-replace', COLUMNS, bare)).toEqual([bare.replace('INSERT', 'INSERT OR REPLACE')]);
    expect(await copies('copy-or-replace', COLUMNS, COPY)).toEqual([]);
  });

  test('leave alone what a step writes into a table of its own', async () => {
    const pairs: readonly Pair[] = [
      [BOX, null],
      ['CREATE TABLE kept (id INTEGER); INSERT INTO kept (id) SELECT id FROM box;', null],
    ];
    expect(await textsBy('copy-limit', pairs)).toEqual([]);
  });
});
