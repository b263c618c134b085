import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkingCopy } from '../../../harness/engines/workingCopy.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { projectOf } from '../../rehearsal/project.ts';

const ROWS = 'CREATE TABLE t (a); INSERT INTO t VALUES (1), (2);';

async function contents(copy: WorkingCopy) {
  return (await copy.query('SELECT group_concat(a) FROM t'))[0]?.[0];
}

describe('reverting a working copy', () => {
  test('brings back what it was at the last settle, again and again', async () => {
    const { database } = projectOf({}, ROWS);
    const copy = await openWorkingCopy(database);
    for (const add of ['3', '4']) {
      await copy.apply([{ text: `INSERT INTO t VALUES (${add})` }, { text: 'CREATE TABLE u (b)' }], {
        foreignKeys: 'on',
      });
      await copy.attachPristine();
      expect(await contents(copy)).toBe(`1,2,${add}`);
      await copy.revert();
      expect(await contents(copy)).toBe('1,2');
      expect(await copy.query('SELECT name FROM sqlite_schema')).toEqual([['t']]);
      expect(await copy.writtenPages()).toEqual(new Set());
    }
    await copy.close();
  });

  test('leaves a copy that can be settled, and reverted to that', async () => {
    const { database } = projectOf({}, ROWS);
    const copy = await openWorkingCopy(database);
    await copy.revert();
    await copy.apply([{ text: 'INSERT INTO t VALUES (3)' }], { foreignKeys: 'on' });
    await copy.settle();
    await copy.apply([{ text: 'DELETE FROM t' }], { foreignKeys: 'on' });
    expect(await contents(copy)).toBeNull();
    await copy.revert();
    expect(await contents(copy)).toBe('1,2,3');
    expect(await copy.pristine.query('SELECT count(*) FROM t')).toEqual([[3n]]);
    await copy.close();
    expect(readdirSync(dirname(database))).toEqual([]);
  });
});
