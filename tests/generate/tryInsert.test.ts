import { describe, expect, test } from 'vitest';
import { tryInsert } from '../../harness/generate/tryInsert.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { contents, databaseOf } from './database.ts';

async function tried(sql: string, row: Record<string, SqlValue>) {
  const database = await databaseOf(sql);
  const [table] = database.schema.tables;
  if (table === undefined) throw new Error('no table');
  const error = await tryInsert(database.engine, table, new Map(Object.entries(row)));
  return { code: error?.code ?? null, rows: (await contents(database))[table.name] };
}

describe('trying to insert a row', () => {
  test('writes it and says nothing', async () => {
    expect(await tried('CREATE TABLE "a b" ("c""d", e)', { 'c"d': 1n, e: 'x' })).toEqual({
      code: null,
      rows: [[1n, 'x']],
    });
  });

  test('gives the error of a row that is refused', async () => {
    expect(await tried('CREATE TABLE t (n CHECK (n > 1))', { n: 1n })).toEqual({
      code: 'SQLITE_CONSTRAINT_CHECK',
      rows: [],
    });
  });

  test('knows a row that is left out in silence', async () => {
    const sql = 'CREATE TABLE t (n NOT NULL ON CONFLICT IGNORE)';
    expect(await tried(sql, { n: null })).toEqual({ code: 'SQLITE_IGNORE', rows: [] });
  });

  test('leaves nothing of a row that a trigger refuses after it was written', async () => {
    const sql = `CREATE TABLE t (n); CREATE TRIGGER late AFTER INSERT ON t BEGIN SELECT RAISE(FAIL, 'too late'); END`;
    expect(await tried(sql, { n: 1n })).toEqual({ code: 'SQLITE_CONSTRAINT_TRIGGER', rows: [] });
  });
});
