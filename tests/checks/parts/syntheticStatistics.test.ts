import { expect, test } from 'vitest';
import { assumeLargeTables } from '../../../harness/checks/parts/syntheticStatistics.ts';
import { explain, planLines } from '../../../harness/inspect/queryPlan.ts';
import { databaseOf } from '../../generate/database.ts';

test('the planner believes at once that every table is large', async () => {
  const { engine, schema } = await databaseOf(
    'CREATE TABLE t (a INTEGER, b INTEGER, c TEXT); CREATE INDEX i ON t (a, b);',
  );
  const query = { text: 'SELECT c FROM t WHERE b = ?', values: [1n] };
  expect(planLines(await explain(engine, query))).toEqual(['SCAN t']);
  await assumeLargeTables(engine, schema);
  // A few values of the first column lead to the second (https://sqlite.org/optoverview.html#the_skip_scan_optimization).
  expect(planLines(await explain(engine, query))).toEqual(['SEARCH t USING INDEX i (ANY(a) AND b=?)']);
});
