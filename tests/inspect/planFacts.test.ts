import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlanFacts, planFacts } from '../../harness/inspect/planFacts.ts';
import { explain } from '../../harness/inspect/queryPlan.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../harness/model/engine.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { quoteIdentifier } from '../../harness/sql/quote.ts';
import { database } from './database.ts';

async function factsOf(engine: Engine, text: string, values: readonly SqlValue[] = []): Promise<PlanFacts> {
  const plan = await explain(engine, { text, values });
  return planFacts(plan, { text, schema: await readSchema(engine) });
}

const SCHEMA = [
  'CREATE TABLE traces(id TEXT PRIMARY KEY, workspace_id TEXT, source TEXT, steps JSON)',
  'CREATE INDEX idx_traces_workspace ON traces(workspace_id)',
  'CREATE INDEX idx_traces_source ON traces(source)',
  'CREATE TABLE feedback(id INTEGER PRIMARY KEY, eval_set_id TEXT, trace_id TEXT, rating TEXT)',
  'CREATE INDEX idx_feedback_eval_set ON feedback(eval_set_id)',
  'CREATE INDEX idx_feedback_eval_set_rating ON feedback(eval_set_id, rating)',
  'CREATE TABLE settings(k TEXT PRIMARY KEY, v) WITHOUT ROWID',
  'CREATE VIRTUAL TABLE notes USING fts5(body)',
  'CREATE VIEW sources AS SELECT DISTINCT source FROM traces',
];

describe('a search', () => {
  test('names its index whole, also where one name begins with another', async () => {
    const engine = await database(...SCHEMA);
    const text = 'SELECT * FROM feedback INDEXED BY idx_feedback_eval_set_rating WHERE eval_set_id = ?';
    const longer = await factsOf(engine, text, ['x']);
    expect(longer.searchedIndexes).toEqual(['idx_feedback_eval_set_rating']);
    const shorter = await factsOf(engine, text.replace('_rating', ''), ['x']);
    expect(shorter.searchedIndexes).toEqual(['idx_feedback_eval_set']);
  });

  test('is covering when the index holds all that is asked for', async () => {
    const engine = await database(...SCHEMA);
    const covering = await factsOf(engine, 'SELECT rating FROM feedback WHERE eval_set_id = ?', ['x']);
    expect(covering.levels[0]?.accesses).toEqual([
      { table: 'feedback', method: 'search', index: 'idx_feedback_eval_set_rating', covering: true, automatic: false },
    ]);
    expect(covering.uncoveredIndexes).toEqual([]);
    const other = await factsOf(engine, 'SELECT * FROM feedback WHERE eval_set_id = ? AND rating = ?', ['x', 'y']);
    expect(other.uncoveredIndexes).toEqual(['idx_feedback_eval_set_rating']);
  });

  test('goes by the rowid, or by the key of a WITHOUT ROWID table, without an index', async () => {
    const engine = await database(...SCHEMA);
    for (const text of [
      'SELECT * FROM feedback WHERE id = ?',
      'SELECT * FROM feedback WHERE id > ?',
      'SELECT * FROM settings WHERE k = ?',
    ]) {
      const { searchedIndexes, scannedTables, levels } = await factsOf(engine, text, [1n]);
      expect([searchedIndexes, scannedTables, levels[0]?.accesses[0]?.method]).toEqual([[], [], 'search']);
    }
  });

  test('is one for each branch of an OR', async () => {
    const engine = await database(...SCHEMA);
    const text = "SELECT * FROM traces CROSS JOIN settings AS s WHERE workspace_id = 'a' OR source = 'b'";
    const { levels, multiIndexOr, searchedIndexes, scannedTables } = await factsOf(engine, text);
    expect(multiIndexOr).toBe(true);
    expect(searchedIndexes).toEqual(['idx_traces_source', 'idx_traces_workspace']);
    expect(scannedTables).toEqual(['s']);
    expect(levels.map(({ accesses }) => accesses.map(({ table }) => table))).toEqual([['traces', 'traces', 's']]);
  });

  test('may end in the word LEFT-JOIN or stand for EXISTS', async () => {
    const engine = await database(...SCHEMA);
    const left = 'SELECT * FROM settings LEFT JOIN traces AS t ON t.source = settings.v';
    expect((await factsOf(engine, left)).searchedIndexes).toEqual(['idx_traces_source']);
    const exists = 'SELECT * FROM settings WHERE EXISTS (SELECT 1 FROM traces WHERE source = settings.v)';
    const { searchedIndexes, levels } = await factsOf(engine, exists);
    expect(searchedIndexes).toEqual(['idx_traces_source']);
    expect(levels[0]?.accesses.map(({ table }) => table)).toEqual(['settings', 'traces']);
  });
});

describe('a scan', () => {
  test.each([
    ['SELECT * FROM traces', 'traces'],
    ['SELECT count(*) FROM traces', 'traces'],
    ['SELECT * FROM traces AS t ORDER BY source LIMIT 5', 't'],
    ['SELECT * FROM main.traces', 'main.traces'],
    ['SELECT * FROM settings', 'settings'],
    ['SELECT min(steps) FROM traces', 'traces'],
    ['SELECT * FROM (SELECT DISTINCT steps FROM traces) AS traces', 'traces'],
    ['SELECT * FROM settings FULL JOIN feedback ON feedback.id = settings.v', 'feedback,settings'],
  ])('reads every row: %s', async (text, tables) => {
    expect((await factsOf(await database(...SCHEMA), text)).scannedTables.join()).toBe(tables);
  });

  test('stays one when an index covers it', async () => {
    const facts = await factsOf(await database(...SCHEMA), 'SELECT source FROM traces');
    expect(facts).toMatchObject({ scannedTables: ['traces'], searchedIndexes: [], uncoveredIndexes: [] });
    expect(facts.levels[0]?.accesses[0]).toMatchObject({ index: 'idx_traces_source', covering: true });
  });

  test.each([
    ['SELECT 1'],
    ['VALUES (1), (2)'],
    ['SELECT * FROM (VALUES (1), (2)) AS v'],
    ['WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT * FROM n'],
    ['WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT * FROM n AS numbers'],
    [
      "WITH few AS MATERIALIZED (SELECT * FROM traces WHERE source = 'a') SELECT * FROM few f JOIN few g ON f.id = g.steps",
    ],
    ["SELECT * FROM (SELECT DISTINCT steps FROM traces WHERE source = 'a')"],
    ["SELECT * FROM (SELECT DISTINCT steps FROM traces WHERE source = 'a') AS traces"],
    [
      "SELECT * FROM (SELECT * FROM traces WHERE source = 'a' LIMIT 3) JOIN (SELECT * FROM feedback WHERE id > 7 LIMIT 3)",
    ],
    ['SELECT sum(x) OVER (ORDER BY x) FROM (SELECT 1 AS x)'],
  ])('of rows that the query computes itself is none: %s', async (text) => {
    const { scannedTables, automaticIndexes } = await factsOf(await database(...SCHEMA), text);
    expect([scannedTables, automaticIndexes]).toEqual([[], []]);
  });

  test('of a view is that of its tables, under any alias', async () => {
    const engine = await database(...SCHEMA, 'CREATE VIEW inner_alias AS SELECT s.source FROM sources AS s');
    expect((await factsOf(engine, 'SELECT * FROM sources AS s')).scannedTables).toEqual(['traces']);
    expect((await factsOf(engine, 'SELECT * FROM inner_alias')).scannedTables).toEqual(['traces']);
  });

  test('of a virtual table is left to its module', async () => {
    const engine = await database(...SCHEMA);
    const match = await factsOf(engine, 'SELECT * FROM notes AS n WHERE n.body MATCH ?', ['x']);
    expect([match.virtualTables, match.scannedTables]).toEqual([['n'], []]);
    const json = await factsOf(engine, 'SELECT * FROM json_each(?)', ['[]']);
    expect([json.virtualTables, json.scannedTables]).toEqual([['json_each'], []]);
  });
});

describe('a temporary b-tree', () => {
  test.each([
    ['SELECT * FROM traces ORDER BY steps', ['ORDER BY']],
    ['SELECT steps, count(*) FROM traces GROUP BY steps ORDER BY 2', ['GROUP BY', 'ORDER BY']],
    ['SELECT DISTINCT steps FROM traces', ['DISTINCT']],
    ['SELECT count(DISTINCT steps) FROM traces', ['count(DISTINCT)']],
    ["SELECT * FROM feedback WHERE eval_set_id = 'a' ORDER BY rating, trace_id", ['LAST TERM OF ORDER BY']],
    ["SELECT * FROM feedback WHERE eval_set_id = 'a' ORDER BY rating", []],
  ])('sorts the rows of %s', async (text, sorts) => {
    expect((await factsOf(await database(...SCHEMA), text)).sorts).toEqual(sorts);
  });

  test('belongs to the SELECT that sorts', async () => {
    const text = "SELECT * FROM settings WHERE v IN (SELECT id FROM traces WHERE source = 'a' ORDER BY steps LIMIT 2)";
    const { levels } = await factsOf(await database(...SCHEMA), text);
    expect(levels.map(({ accesses, sorts }) => [accesses.map(({ table }) => table), sorts])).toEqual([
      [['settings'], []],
      [['traces'], ['ORDER BY']],
    ]);
  });
});

test('an automatic index is told from those of the schema', async () => {
  const text = 'SELECT * FROM settings JOIN feedback ON feedback.trace_id = settings.v';
  const facts = await factsOf(await database(...SCHEMA), text);
  expect(facts).toMatchObject({ automaticIndexes: ['feedback'], searchedIndexes: [], scannedTables: ['settings'] });
});

test('a plan without lines has no facts', async () => {
  const { levels } = await factsOf(await database(...SCHEMA), 'DELETE FROM traces');
  expect(levels).toEqual([]);
});

describe('the plan of the job queue, whose index is partial', () => {
  const ACTIVE = "CREATE INDEX idx_jobs_active ON jobs(workspace_id, created_at) WHERE status IN ('queued', 'running')";
  const JOBS = [
    'CREATE TABLE jobs(id TEXT PRIMARY KEY, workspace_id TEXT, status TEXT, created_at DATETIME)',
    'CREATE INDEX idx_jobs_workspace_status ON jobs(workspace_id, status)',
    ACTIVE,
  ];

  test.each([
    ["status IN ('queued', 'running') ORDER BY created_at DESC", 'idx_jobs_active', []],
    ["status IN ('running', 'queued') ORDER BY created_at DESC", 'idx_jobs_workspace_status', ['ORDER BY']],
    ["status IN ('queued', 'running')", 'idx_jobs_workspace_status', []],
    ["status = 'queued'", 'idx_jobs_workspace_status', []],
  ])('with %s', async (condition, index, sorts) => {
    const engine = await database(...JOBS);
    const facts = await factsOf(engine, `SELECT * FROM jobs WHERE workspace_id = ? AND ${condition}`, ['w']);
    expect(facts).toMatchObject({ searchedIndexes: [index], sorts, scannedTables: [] });
  });
});

describe("the plan of a workspace's active integrations", () => {
  const TABLE = [
    `CREATE TABLE integrations(
      id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, platform TEXT NOT NULL, name TEXT NOT NULL,
      api_key_encrypted TEXT NOT NULL, base_url TEXT, config JSON, status TEXT NOT NULL DEFAULT 'active',
      error_message TEXT, last_synced_at DATETIME, created_at DATETIME, updated_at DATETIME)`,
    'CREATE INDEX idx_integrations_workspace ON integrations(workspace_id)',
    'CREATE INDEX idx_integrations_status ON integrations(status)',
    'CREATE INDEX idx_integrations_workspace_platform ON integrations(workspace_id, platform)',
  ];
  const REPORT = "CREATE INDEX idx_active ON integrations(workspace_id) WHERE status = 'active'";
  const SCRIPT = "CREATE INDEX idx_active ON integrations(workspace_id, platform) WHERE status = 'active'";

  test.each([
    [REPORT, "workspace_id = ? AND status = 'active'", 'active', 'idx_active'],
    [REPORT, 'workspace_id = ? AND status = ?', 'active', 'idx_active'],
    [REPORT, 'workspace_id = ? AND status = ?', 'error', 'idx_integrations_status'],
    [REPORT, "workspace_id = ? AND platform = ? AND status = 'active'", 'x', 'idx_integrations_workspace_platform'],
    [SCRIPT, "workspace_id = ? AND status = 'active'", 'active', 'idx_integrations_status'],
    [SCRIPT, 'workspace_id = ? AND status = ?', 'active', 'idx_integrations_status'],
    [SCRIPT, "workspace_id = ? AND platform = ? AND status = 'active'", 'x', 'idx_active'],
  ])('under %s for %s with %s', async (partial, condition, second, index) => {
    const engine = await database(...TABLE, partial);
    const values = ['w', second].slice(0, condition.split('?').length - 1);
    const facts = await factsOf(engine, `SELECT * FROM integrations WHERE ${condition}`, values);
    expect(facts.searchedIndexes).toEqual([index]);
  });
});

describe('names', () => {
  test.each([
    ['odd (name) x', 'SEARCH t USING INDEX odd (name) x (a=?)'],
    ['x USING INDEX y', 'SEARCH t USING INDEX x USING INDEX y (a=?)'],
    ['it\'s "quoted"\nLEFT-JOIN', 'SEARCH t USING INDEX it\'s "quoted"\nLEFT-JOIN (a=?)'],
  ])('of indexes may be %j', async (name, line) => {
    const engine = await database('CREATE TABLE t(a, b)', `CREATE INDEX ${quoteIdentifier(name)} ON t(a)`);
    const plan = await explain(engine, { text: 'SELECT * FROM t WHERE a = 1', values: [] });
    expect(plan[0]?.detail).toBe(line);
    expect(planFacts(plan, { schema: await readSchema(engine) }).searchedIndexes).toEqual([name]);
  });

  test('of indexes may be another name and what looks like its columns', async () => {
    const engine = await database('CREATE TABLE t(a, b)', 'CREATE INDEX i ON t(b)', 'CREATE INDEX "i (x)" ON t(a)');
    expect((await factsOf(engine, 'SELECT * FROM t WHERE a = 1')).searchedIndexes).toEqual(['i (x)']);
    expect((await factsOf(engine, 'SELECT * FROM t WHERE b = 1')).searchedIndexes).toEqual(['i']);
  });

  test('of tables may sound like a plan', async () => {
    const name = 'a USING INDEX i table';
    const engine = await database(`CREATE TABLE "${name}"(x)`, 'CREATE TABLE t(y)', 'CREATE INDEX i ON t(y)');
    const facts = await factsOf(engine, `SELECT * FROM "${name}"`);
    expect([facts.scannedTables, facts.uncoveredIndexes]).toEqual([[name], []]);
  });

  test('are read from the plan alone where no schema is given', () => {
    const plan = [{ detail: 'SEARCH t USING COVERING INDEX idx_t_a (a=? AND b>?)', children: [] }];
    expect(planFacts(plan).searchedIndexes).toEqual(['idx_t_a']);
    const ordered = [{ detail: 'SCAN t USING INDEX idx_t_a', children: [] }];
    expect(planFacts(ordered)).toMatchObject({ searchedIndexes: [], uncoveredIndexes: ['idx_t_a'] });
  });

  test('of any two indexes are told apart', async () => {
    const name = fc.string({
      unit: fc.constantFrom('i', ' ', '(', ')', '"', "'", '=?', 'USING INDEX', '\n', 'é'),
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), async (names) => {
        const creates = names.map((index, at) => `CREATE INDEX ${quoteIdentifier(index)} ON t(c${at})`);
        const engine = await database('CREATE TABLE t(c0, c1, d)', ...creates);
        for (const [at, index] of names.entries()) {
          const { searchedIndexes } = await factsOf(engine, `SELECT * FROM t WHERE c${at} = ?`, [1n]);
          expect(searchedIndexes).toEqual([index]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
