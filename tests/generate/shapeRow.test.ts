import { describe, expect, test } from 'vitest';
import type { ShapedRow } from '../../harness/model/config.ts';
import { filled, values } from './database.ts';

const SQL =
  'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "__proto__" TEXT NOT NULL, n INT NOT NULL CHECK (n > 0))';

function shapedBy(shape: (row: ShapedRow, n: number) => ShapedRow) {
  return filled(SQL, { shape: { t: shape }, first: 5, rows: 3 });
}

describe('rows shaped by the configuration', () => {
  test('are written as it returns them, by row number', async () => {
    const database = await shapedBy((row, n) => ({ ...row, name: `user ${n}` }));
    expect(await values(database, 'name', 't')).toEqual(['user 5', 'user 6', 'user 7']);
  });

  test('keep what it leaves out, and lose what is no column', async () => {
    const database = await shapedBy(() => ({ name: 'x', nonsense: 1n }));
    expect(database.report.written.get('t')).toBe(3);
    expect(new Set(await values(database, 'name', 't'))).toEqual(new Set(['x']));
    expect(new Set(await values(database, '"__proto__"', 't')).size).toBeGreaterThan(1);
  });

  test('are reported where the engine refuses them', async () => {
    const { report } = await shapedBy((row) => ({ ...row, n: 0n }));
    expect(report.problems).toMatchObject([{ table: 't', column: 'n', code: 'SQLITE_CONSTRAINT_CHECK' }]);
  });

  test('are an error of the configuration where it throws or returns no row', async () => {
    const thrown = shapedBy(() => {
      throw new Error('out of names');
    });
    await expect(thrown).rejects.toMatchObject({
      name: 'UserError',
      code: 'rows-function-failed',
      detail: { why: 'out of names' },
    });
    await expect(shapedBy(() => undefined as unknown as ShapedRow)).rejects.toMatchObject({
      code: 'rows-function-failed',
    });
  });
});
