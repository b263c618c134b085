import { describe, expect, test } from 'vitest';
import { explain, planLines } from '../../harness/inspect/queryPlan.ts';
import { SqlError } from '../../harness/model/errors.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { database, run } from './database.ts';

const JOBS = [
  'CREATE TABLE jobs(id TEXT PRIMARY KEY, workspace_id TEXT, status TEXT, created_at TEXT)',
  'CREATE INDEX idx_jobs_status ON jobs(status)',
];

describe('the plan of a query', () => {
  test('is a tree without the numbers that differ between engines', async () => {
    const engine = await database(...JOBS);
    const text = 'SELECT (SELECT count(*) FROM jobs WHERE status = ?) FROM jobs ORDER BY created_at';
    expect(await explain(engine, { text, values: ['queued'] })).toEqual([
      { detail: 'SCAN jobs', children: [] },
      {
        detail: 'SCALAR SUBQUERY 1',
        children: [{ detail: 'SEARCH jobs USING COVERING INDEX idx_jobs_status (status=?)', children: [] }],
      },
      { detail: 'USE TEMP B-TREE FOR ORDER BY', children: [] },
    ]);
  });

  test('is shown line by line, indented as deep as it hangs', async () => {
    const engine = await database(...JOBS);
    const text = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT * FROM n';
    expect(planLines(await explain(engine, { text, values: [] }))).toEqual([
      'CO-ROUTINE n',
      '  SETUP',
      '    SCAN CONSTANT ROW',
      '  RECURSIVE STEP',
      '    SCAN n',
      'SCAN n',
    ]);
  });

  test('depends on the bound value where a partial index needs one', async () => {
    const engine = await database(...JOBS, "CREATE INDEX idx_active ON jobs(workspace_id) WHERE status = 'active'");
    const text = 'SELECT * FROM jobs WHERE workspace_id = ? AND status = ?';
    const plan = async (status: SqlValue): Promise<readonly string[]> =>
      planLines(await explain(engine, { text, values: ['w', status] }));
    const partial = ['SEARCH jobs USING INDEX idx_active (workspace_id=?)'];
    const other = ['SEARCH jobs USING INDEX idx_jobs_status (status=?)'];
    expect([await plan('active'), await plan('error'), await plan(null), await plan('active')]).toEqual([
      partial,
      other,
      other,
      partial,
    ]);
  });

  test('is that of the schema as it is now', async () => {
    const engine = await database(...JOBS);
    const query = { text: 'SELECT * FROM jobs WHERE workspace_id = ?', values: ['w'] };
    const plans = [planLines(await explain(engine, query))];
    await run(engine, 'CREATE INDEX idx_jobs_workspace ON jobs(workspace_id)');
    plans.push(planLines(await explain(engine, query)));
    await run(engine, 'DROP INDEX idx_jobs_workspace');
    plans.push(planLines(await explain(engine, query)));
    const scan = ['SCAN jobs'];
    expect(plans).toEqual([scan, ['SEARCH jobs USING INDEX idx_jobs_workspace (workspace_id=?)'], scan]);
  });

  test('is told without running the query', async () => {
    const engine = await database(...JOBS, "INSERT INTO jobs(id) VALUES('a')");
    expect(planLines(await explain(engine, { text: 'DELETE FROM jobs WHERE id = ?;', values: ['a'] }))).toEqual([
      'SEARCH jobs USING INDEX sqlite_autoindex_jobs_1 (id=?)',
    ]);
    expect(await engine.query('SELECT count(*) FROM jobs')).toEqual([[1n]]);
  });

  test('cannot be had of a query that does not compile', async () => {
    const engine = await database(...JOBS);
    await expect(explain(engine, { text: 'SELECT nothing FROM jobs', values: [] })).rejects.toThrow(SqlError);
  });
});
