import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePlans } from '../../harness/inspect/planComparison.ts';
import { type PlanFacts, planFacts } from '../../harness/inspect/planFacts.ts';
import { explain } from '../../harness/inspect/queryPlan.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../harness/model/engine.ts';
import type { PlanNode } from '../../harness/model/plan.ts';
import { database, run } from './database.ts';

/** Why a query's plan is worse after the script than before it. */
async function worse(setUp: readonly string[], script: readonly string[], text: string): Promise<string | null> {
  const engine = await database(...setUp);
  const before = await factsOf(engine, text);
  await run(engine, ...script);
  const after = await factsOf(engine, text);
  return comparePlans(before, after)?.reason ?? null;
}

async function factsOf(engine: Engine, text: string): Promise<PlanFacts> {
  return planFacts(await explain(engine, { text, values: [] }), { text, schema: await readSchema(engine) });
}

/** Compares plans of one level, given line by line. */
function compare(before: readonly string[], after: readonly string[]): string | null {
  const facts = (lines: readonly string[]): PlanFacts => planFacts(lines.map((detail) => ({ detail, children: [] })));
  return comparePlans(facts(before), facts(after))?.reason ?? null;
}

const TABLES = ['CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c)', 'CREATE TABLE u(id INTEGER PRIMARY KEY, x, y)'];
const A = 'CREATE INDEX idx_a ON t(a)';
const AB = 'CREATE INDEX idx_a_b ON t(a, b)';
const X = 'CREATE INDEX idx_x ON u(x)';

describe('a plan is worse', () => {
  test('when a table is scanned that was searched', async () => {
    const reason = await worse([...TABLES, A], ['DROP INDEX idx_a'], 'SELECT * FROM t WHERE a = 1');
    expect(reason).toBe('t is scanned and no longer searched');
  });

  test('when it is scanned although an index covers the scan', () => {
    const scan = ['SCAN t USING COVERING INDEX idx_b_a'];
    expect(compare(['SEARCH t USING INDEX idx_a (a=?)'], scan)).toBe('t is scanned and no longer searched');
  });

  test('when min() and max() read every row instead of one', async () => {
    const reason = await worse([...TABLES, A], ['DROP INDEX idx_a'], 'SELECT max(a) FROM t');
    expect(reason).toBe('t is scanned and no longer searched');
  });

  test('when an OR is no longer searched branch by branch', async () => {
    const setUp = [...TABLES, A, 'CREATE INDEX idx_b ON t(b)'];
    const reason = await worse(setUp, ['DROP INDEX idx_b'], "SELECT * FROM t WHERE a = '1' OR b = '2'");
    expect(reason).toBe('t is scanned and no longer searched');
  });

  test('when an index no longer covers', async () => {
    const reason = await worse([...TABLES, A, AB], ['DROP INDEX idx_a_b'], 'SELECT b FROM t WHERE a = 1');
    expect(reason).toBe('no index covers t any more');
    expect(await worse([...TABLES, A], ['DROP INDEX idx_a'], 'SELECT count(*) FROM t')).toBe(reason);
  });

  test('when it sorts', async () => {
    const text = 'SELECT * FROM t WHERE a = 1 ORDER BY b';
    const reason = 'a temporary b-tree sorts for ORDER BY';
    expect(await worse([...TABLES, AB], ['DROP INDEX idx_a_b', A], text)).toBe(reason);
  });

  test('when an index is built for each run, which covers nothing that counts', async () => {
    const text = 'SELECT * FROM t JOIN u ON u.x = t.b';
    const reason = 'an index on u is built for each run';
    expect(await worse([...TABLES, X], ['DROP INDEX idx_x'], text)).toBe(reason);
    const covering = 'SELECT u.x FROM t JOIN u ON u.x = t.b';
    expect(await worse([...TABLES, X], ['DROP INDEX idx_x'], covering)).toBe(reason);
  });

  test('when one SELECT of several is, whatever the others gain', async () => {
    const text = 'SELECT (SELECT c FROM t WHERE a = u.y) FROM u WHERE x = 1';
    const reason = await worse([...TABLES, A], ['DROP INDEX idx_a', X], text);
    expect(reason).toBe('t is scanned and no longer searched');
  });
});

describe('a plan is not worse', () => {
  test('for another index of the same kind', async () => {
    const text = 'SELECT * FROM t WHERE a = 1';
    expect(await worse([...TABLES, AB], ['DROP INDEX idx_a_b', A], text)).toBeNull();
    expect(await worse([...TABLES, A], [AB], text)).toBeNull();
  });

  test('for joining in another order', () => {
    const before = ['SCAN t', 'SEARCH u USING INDEX idx_x (x=?)'];
    expect(compare(before, ['SCAN u', 'SEARCH t USING INDEX idx_a (a=?)'])).toBeNull();
    const covering = ['SCAN t USING COVERING INDEX idx_a', 'SEARCH u USING COVERING INDEX idx_x (x=?)'];
    expect(compare(covering, ['SCAN u USING COVERING INDEX idx_x', 'SEARCH t USING INDEX idx_a (a=?)'])).toBeNull();
  });

  test('for a search by rowid in place of an index, nor the reverse', () => {
    const rowid = ['SEARCH t USING INTEGER PRIMARY KEY (rowid=?)'];
    const covering = ['SEARCH t USING COVERING INDEX idx_a (a=?)'];
    const index = ['SEARCH t USING INDEX idx_a (a=?)'];
    for (const other of [covering, index]) {
      expect([compare(rowid, other), compare(other, rowid)]).toEqual([null, null]);
    }
  });

  test('for what an index gained first: what weighs more decides', async () => {
    const ordered = 'CREATE INDEX idx_c ON t(c)';
    const text = 'SELECT * FROM t WHERE a = 1 ORDER BY c';
    expect(await worse([...TABLES, ordered], [A], text)).toBeNull();
    const automatic = 'SELECT * FROM t JOIN u ON u.x = t.b';
    expect(await worse([...TABLES, X], [], automatic)).toBeNull();
    expect(compare(['SCAN t'], ['SEARCH t USING AUTOMATIC COVERING INDEX (a=?)'])).toBeNull();
  });

  test('for a partial sort in place of a whole one', () => {
    const search = 'SEARCH t USING INDEX idx_a (a=?)';
    const whole = [search, 'USE TEMP B-TREE FOR ORDER BY'];
    expect(compare(whole, [search, 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'])).toBeNull();
  });

  test('for another shape with as many scans and sorts', async () => {
    const flat = planFacts([
      { detail: 'SCAN t', children: [] },
      { detail: 'USE TEMP B-TREE FOR ORDER BY', children: [] },
    ]);
    const nested = planFacts([
      { detail: 'CO-ROUTINE sub', children: [{ detail: 'SCAN t', children: [] }] },
      { detail: 'SCAN sub', children: [] },
      { detail: 'USE TEMP B-TREE FOR ORDER BY', children: [] },
    ]);
    expect([comparePlans(flat, nested), comparePlans(nested, flat)]).toEqual([null, null]);
  });
});

describe('by law', () => {
  const line = fc.constantFrom(
    'SCAN t',
    'SCAN t USING INDEX idx_a',
    'SCAN t USING COVERING INDEX idx_a',
    'SEARCH t USING INDEX idx_a (a=?)',
    'SEARCH t USING COVERING INDEX idx_a (a=?)',
    'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH t USING AUTOMATIC COVERING INDEX (a=?)',
    'SCAN u',
    'SEARCH u USING INDEX idx_x (x=?)',
    'SEARCH u USING COVERING INDEX idx_x (x=?)',
    'USE TEMP B-TREE FOR ORDER BY',
    'USE TEMP B-TREE FOR GROUP BY',
  );
  const node = fc.record({
    detail: line,
    children: fc.array(
      line.map((detail): PlanNode => ({ detail, children: [] })),
      { maxLength: 2 },
    ),
  });
  const facts = fc.array(node, { maxLength: 4 }).map((plan) => planFacts(plan));

  test('no plan is worse than itself', () => {
    fc.assert(
      fc.property(facts, (plan) => {
        expect(comparePlans(plan, plan)).toBeNull();
      }),
    );
  });

  test('of two plans with one SELECT at most one is worse', () => {
    const flat = fc
      .array(line, { maxLength: 4 })
      .map((lines) => planFacts(lines.map((detail) => ({ detail, children: [] }))));
    fc.assert(
      fc.property(flat, flat, (a, b) => {
        expect([comparePlans(a, b), comparePlans(b, a)]).toContain(null);
      }),
      { numRuns: 1000 },
    );
  });
});
