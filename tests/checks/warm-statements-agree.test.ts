import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { Engine } from '../../harness/model/engine.ts';
import { checkOf, configOf, type Pair, query } from './climbing.ts';

const TABLE: Pair = ['CREATE TABLE i (id INTEGER PRIMARY KEY, w TEXT NOT NULL, s TEXT NOT NULL);', 'DROP TABLE i;'];
const INDEX: Pair = ["CREATE INDEX i_active ON i (w) WHERE s = 'active';", 'DROP INDEX i_active;'];
const text = 'SELECT id FROM i WHERE w = ? AND s = ?';
const config = configOf({
  queries: [query('q', text, { values: ['a', 'active'], variants: [{ text, values: ['a', 'error'] }] })],
});

/** An engine with the fault of older SQLite: a statement that was prepared before an index came returns no rows. */
async function forgetful(): Promise<Engine> {
  const wrap = (engine: Engine): Engine => {
    const warm = new Set<string>();
    let stale: ReadonlySet<string> = new Set();
    return {
      ...engine,
      async query(sql, values) {
        if (stale.has(sql)) return [];
        if (/^select id from/i.test(sql)) warm.add(sql);
        return engine.query(sql, values);
      },
      async apply(statements, options) {
        const failure = await engine.apply(statements, options);
        if (statements.some((statement) => /create index/i.test(statement.text))) stale = new Set(warm);
        return failure;
      },
      fork: async () => wrap(await engine.fork()),
    };
  };
  return wrap(await openBetterSqlite3());
}

describe('warm-statements-agree', () => {
  test('statements that agree pass', async () => {
    expect(await checkOf('warm-statements-agree', '0002', [TABLE, INDEX], { config })).toMatchObject({
      status: 'passed',
      cases: 2,
      findings: [],
    });
  });

  test('a stale statement is found on an engine that has the fault', async () => {
    const rows = { i: (row: object, n: number) => ({ ...row, w: 'a', s: n % 2 === 0 ? 'active' : 'error' }) };
    const { findings } = await checkOf('warm-statements-agree', '0002', [TABLE, INDEX], {
      config: { ...config, rows },
      open: forgetful,
    });
    expect(findings[0]).toMatchObject({
      severity: 'error',
      object: 'query q',
      location: { file: 'migrations/0002.sql' },
    });
  });

  test('values of another type are other rows, even where they read alike', async () => {
    const typeless = async (engine: Engine): Promise<Engine> => ({
      ...engine,
      async query(sql, values) {
        const rows = await engine.query(sql, values);
        return /^select id from .*-- fresh$/i.test(sql) ? rows.map((row) => row.map(String)) : rows;
      },
      fork: async () => typeless(await engine.fork()),
    });
    const rows = { i: (row: object) => ({ ...row, w: 'a', s: 'active' }) };
    const { findings } = await checkOf('warm-statements-agree', '0002', [TABLE, INDEX], {
      config: { ...config, rows },
      open: async () => typeless(await openBetterSqlite3()),
    });
    expect(findings[0]).toMatchObject({ severity: 'error', object: 'query q' });
  });

  test.each([
    ['no query is catalogued', configOf({})],
    [
      'no catalogued query could be prepared before the step',
      configOf({ queries: [query('q', 'SELECT x FROM later')] }),
    ],
  ])('skipped: %s', async (reason, other) => {
    expect(await checkOf('warm-statements-agree', '0002', [TABLE, INDEX], { config: other })).toMatchObject({
      status: 'skipped',
      reason,
    });
  });
});
