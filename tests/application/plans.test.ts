import type { SQLQuery } from '@databases/sqlite-sync';
import { expect, test } from 'vitest';
import {
  activeIntegrations,
  evalComparison,
  evalSetStatistics,
  executionSummary,
  jobQueue,
  traceList,
} from '../../application/queries.ts';
import { databaseAt } from '../reference/ladder.ts';
import { bound } from './bound.ts';

function planOf(query: SQLQuery, rung: number): readonly unknown[] {
  const { text, values } = bound(query);
  return databaseAt(rung)
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...values)
    .map(({ detail }) => detail);
}

// SQLite may word the end of a line anew from version to version: ` LEFT-JOIN` is cut off.
const sorted = 'USE TEMP B-TREE FOR ORDER BY';
const rating = 'SEARCH feedback USING INDEX idx_feedback_trace (trace_id=?)';

const plans = [
  [
    'the trace list',
    traceList,
    1,
    6,
    ['SEARCH trace USING INDEX idx_traces_workspace (workspace_id=?)', rating, sorted],
  ],
  [
    'the trace list',
    traceList,
    7,
    9,
    ['SEARCH trace USING COVERING INDEX idx_traces_list_covering (workspace_id=?)', rating],
  ],
  [
    'the statistics of an eval set',
    evalSetStatistics,
    1,
    9,
    ['SEARCH feedback USING COVERING INDEX idx_feedback_eval_set_rating (eval_set_id=?)'],
  ],
  [
    'the comparison',
    evalComparison,
    1,
    9,
    ['SEARCH execution USING INDEX idx_executions_eval_trace (eval_id=?)', rating],
  ],
  [
    'the job queue',
    jobQueue,
    1,
    7,
    ['SEARCH jobs USING INDEX idx_jobs_workspace_status (workspace_id=? AND status=?)', sorted],
  ],
  ['the job queue', jobQueue, 8, 9, ['SEARCH jobs USING INDEX idx_jobs_active (workspace_id=?)']],
  [
    'the summary of executions',
    executionSummary,
    7,
    9,
    ['SEARCH eval_executions USING COVERING INDEX idx_executions_summary (eval_id=?)'],
  ],
  [
    'the active integrations',
    activeIntegrations,
    8,
    9,
    ['SEARCH integrations USING INDEX idx_integrations_active (workspace_id=?)'],
  ],
] as const;

test.each(plans)('the plan of %s', (_name, query, first, last, plan) => {
  for (let rung = first; rung <= last; rung++) {
    const details = planOf(query('some id'), rung).map((detail) => String(detail).replace(/ LEFT-JOIN$/, ''));
    expect(details, `on rung ${rung}`).toEqual(plan);
  }
});
