import { type DatabaseConnection, sql } from '@databases/sqlite-sync';
import { expect, test } from 'vitest';
import {
  activeIntegrations,
  evalComparison,
  evalSetStatistics,
  executionSummary,
  jobQueue,
  traceList,
} from '../../application/queries.ts';
import { recordExecution } from '../../application/tables/evalExecutions.ts';
import { insertEvalSet } from '../../application/tables/evalSets.ts';
import { insertFeedback } from '../../application/tables/feedback.ts';
import { insertIntegration, updateIntegration } from '../../application/tables/integrations.ts';
import { enqueueJob } from '../../application/tables/jobs.ts';
import { claimJob, failJob } from '../../application/tables/jobTransitions.ts';
import { insertTrace } from '../../application/tables/traces.ts';
import { write } from '../../application/write.ts';
import { filledDatabase } from './temporaryDatabase.ts';

/** Adds traces t0001, t0002, … to the workspace, each a second younger than the one before. */
function importTraces(database: DatabaseConnection, count: number): void {
  const trace = { workspace_id: 'w', integration_id: 'i', source: 'openai' } as const;
  write(database, (transaction) => {
    for (let n = 1; n <= count; n++) {
      const id = `t${String(n).padStart(4, '0')}`;
      const timestamp = new Date(Date.UTC(2025, 5, 1, 0, 0, n)).toISOString();
      transaction.query(insertTrace({ ...trace, id, trace_id: id, timestamp, steps: [] }));
    }
  });
}

test('the trace list has the 50 newest of 1,000 traces, newest first, with their ratings', () => {
  const database = filledDatabase();
  importTraces(database, 1000);
  database.query(insertFeedback({ id: 'f2', eval_set_id: 's', trace_id: 't1000', rating: 'negative' }));
  const rows = database.query(traceList('w'));
  expect(rows).toHaveLength(50);
  expect(rows[0]).toMatchObject({ id: 't1000', source: 'openai', step_count: 0, has_errors: 0, rating: 'negative' });
  expect(rows[49]).toMatchObject({ id: 't0951', rating: null });
  expect(database.query(traceList('elsewhere'))).toEqual([]);
});

test('the statistics count the ratings of one eval set', () => {
  const database = filledDatabase();
  importTraces(database, 6);
  database.query(insertEvalSet({ id: 'other', workspace_id: 'w', name: 'Other' }));
  const ratings = ['negative', 'negative', 'neutral', 'neutral', 'neutral'] as const;
  for (const [n, rating] of ratings.entries()) {
    database.query(insertFeedback({ id: `f${n}`, eval_set_id: 's', trace_id: `t000${n + 1}`, rating }));
  }
  database.query(insertFeedback({ id: 'f6', eval_set_id: 'other', trace_id: 't0006', rating: 'positive' }));
  expect(database.query(evalSetStatistics('s'))).toEqual([{ positive: 1, negative: 2, neutral: 3 }]);
  expect(database.query(evalSetStatistics('nowhere'))).toEqual([{ positive: 0, negative: 0, neutral: 0 }]);
});

test('the comparison sets each verdict beside each rating, and says which contradict', () => {
  const database = filledDatabase();
  importTraces(database, 6);
  const cases = [
    ['t0001', true, 'positive', 0],
    ['t0002', false, 'positive', 1],
    ['t0003', true, 'negative', 1],
    ['t0004', false, 'negative', 0],
    ['t0005', false, 'neutral', 0],
    ['t0006', true, null, null],
  ] as const;
  write(database, (transaction) => {
    for (const [id, result, rating] of cases) {
      if (rating !== null) transaction.query(insertFeedback({ id, eval_set_id: 's', trace_id: id, rating }));
      recordExecution(transaction, { id, eval_id: 'e', trace_id: id, result, reason: '', execution_time_ms: 1 });
    }
  });
  const compared = database.query(evalComparison('e'));
  expect(
    compared.map((row) => [row.trace_id, row.predicted_result === 1, row.human_rating, row.is_contradiction]),
  ).toEqual(cases);
});

test('a trace that was rated in two eval sets stands in the comparison twice', () => {
  const database = filledDatabase();
  database.query([
    insertEvalSet({ id: 'other', workspace_id: 'w', name: 'Other' }),
    insertFeedback({ id: 'f2', eval_set_id: 'other', trace_id: 't', rating: 'negative' }),
  ]);
  recordExecution(database, { id: 'x', eval_id: 'e', trace_id: 't', result: true, reason: '', execution_time_ms: 1 });
  expect(
    database
      .query(evalComparison('e'))
      .map((row) => row.is_contradiction)
      .sort(),
  ).toEqual([0, 1]);
});

test('the queue has the jobs that are waiting or running, newest first, 20 of them', () => {
  const database = filledDatabase();
  for (let n = 10; n < 40; n++) {
    const context = { integration_id: 'i' };
    database.query(enqueueJob({ id: `j${n}`, workspace_id: 'w', type: 'import', context }));
    database.query(sql`UPDATE jobs SET created_at = ${`2030-01-01 00:00:${n}`} WHERE id = ${`j${n}`}`);
  }
  const failed = claimJob(database, 'w');
  if (failed !== null) failJob(database, failed, 'no network');
  database.query(sql`UPDATE jobs SET status = 'cancelled' WHERE id = 'j39'`);
  const queue = database.query(jobQueue('w'));
  expect(queue.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => `j${38 - n}`));
});

test('the summary has the number and the mean time of executions by verdict', () => {
  const database = filledDatabase();
  importTraces(database, 3);
  for (const [id, result, time] of [
    ['t0001', true, 10],
    ['t0002', true, 20],
    ['t0003', false, 5],
  ] as const) {
    recordExecution(database, { id, eval_id: 'e', trace_id: id, result, reason: '', execution_time_ms: time });
  }
  expect(database.query(executionSummary('e'))).toEqual([
    { result: 0, executions: 1, average_time_ms: 5 },
    { result: 1, executions: 2, average_time_ms: 15 },
  ]);
});

test('integrations that do not work are not among the active ones', () => {
  const database = filledDatabase();
  const broken = { id: 'i2', workspace_id: 'w', platform: 'langfuse', name: 'Broken', api_key_encrypted: 'k' } as const;
  database.query(insertIntegration(broken));
  database.query(updateIntegration('i2', { status: 'error', error_message: 'no key' }));
  expect(database.query(activeIntegrations('w'))).toMatchObject([{ id: 'i', platform: 'openai' }]);
});
