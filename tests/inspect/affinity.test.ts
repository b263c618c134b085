import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { affinityOf } from '../../harness/inspect/affinity.ts';
import { database } from './database.ts';

/** Storage classes that 12, '12' and a cast of '1.5' get under each affinity. */
const STORED: Readonly<Record<string, string>> = {
  'text text text': 'TEXT',
  'integer integer integer': 'INTEGER',
  'integer integer real': 'NUMERIC',
  'real real real': 'REAL',
  'integer text blob': 'BLOB',
};

describe('the affinity of a declared type', () => {
  test.each([
    ['', 'BLOB'],
    ['CHARINT', 'INTEGER'],
    ['FLOATING POINT', 'INTEGER'],
    ['varchar(10)', 'TEXT'],
    ['BLOB', 'BLOB'],
    ['DOUBLE PRECISION', 'REAL'],
    ['JSON', 'NUMERIC'],
    ['ANY', 'NUMERIC'],
  ])('%s is %s', (type, affinity) => {
    expect(affinityOf(type, false)).toBe(affinity);
  });

  test('is the one that SQLite acts by', async () => {
    const engine = await database('CREATE TABLE unused(a)');
    const parts = ['INT', 'char', 'CLOB', 'text', 'BLOB', 'real', 'FLOA', 'doub', 'x', 'ANY', ' y'];
    const type = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 })
      .map((words) => words.join('').trim());
    await fc.assert(
      fc.asyncProperty(type, async (declared) => {
        await engine.query('DROP TABLE IF EXISTS t');
        await engine.query(`CREATE TABLE t(c ${declared})`);
        await engine.query("INSERT INTO t VALUES (12), ('12')");
        const stored = await engine.query('SELECT typeof(c) FROM t ORDER BY rowid');
        const cast = await engine.query(`SELECT typeof(CAST('1.5' AS ${declared}))`);
        expect(affinityOf(declared, false)).toBe(STORED[[...stored, ...cast].join(' ')]);
      }),
    );
  });
});
