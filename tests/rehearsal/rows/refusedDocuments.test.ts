import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../../harness/model/engine.ts';
import { keysInWords } from '../../../harness/rehearsal/rows/keyedRows.ts';
import { refusedDocuments, type StoredDocuments } from '../../../harness/rehearsal/rows/refusedDocuments.ts';

const opened: Engine[] = [];

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const schema = z.strictObject({ n: z.number() });

async function judge(values: readonly string[], showValues = false, type = 'TEXT'): Promise<StoredDocuments> {
  const engine = await openBetterSqlite3();
  opened.push(engine);
  await engine.query(`CREATE TABLE t (id INTEGER PRIMARY KEY, doc ${type})`);
  for (const value of values) await engine.query(`INSERT INTO t (doc) VALUES (${value})`);
  const [table] = (await readSchema(engine)).tables;
  const column = table?.columns[1];
  if (table === undefined || column === undefined) throw new Error('there is no column');
  return refusedDocuments(engine, table, column, schema, showValues);
}

describe('the stored documents of a column', () => {
  test('are read as the application reads them', async () => {
    const { documents, refused, malformed } = await judge([
      `'{"n":1}'`,
      'NULL',
      `'{"n":"1"}'`,
      `'{"n":1'`,
      `''`,
      `'{"n":2}'`,
      `CAST('{"n":3}' AS BLOB)`,
      `CAST(x'7bff7d' AS TEXT)`,
    ]);
    expect(documents).toBe(7);
    expect(keysInWords(refused)).toBe('id 3, 4, 5, 8');
    expect(malformed).toBe(3);
  });

  test('are none where a number is stored', async () => {
    const { refused, malformed } = await judge([`'1'`], false, 'NUMERIC');
    expect([refused.total, malformed]).toEqual([1, 1]);
  });

  test('are counted in full and named up to the twentieth', async () => {
    const { documents, refused } = await judge(Array.from({ length: 150 }, () => `'[]'`));
    expect([documents, refused.total, refused.keys.length]).toEqual([150, 150, 20]);
    expect(refused.values).toBeNull();
  });

  test('are shown where that is asked for', async () => {
    const { refused } = await judge([`'secret'`], true);
    expect(keysInWords(refused)).toBe("id 1 ['secret']");
  });
});
