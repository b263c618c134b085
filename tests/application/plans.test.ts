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
import { updateEvalSet } from '../../application/tables/evalSets.ts';
import { countExecution, updateEval } from '../../application/tables/evals.ts';
import { updateFeedback } from '../../application/tables/feedback.ts';
import { updateIntegration } from '../../application/tables/integrations.ts';
import { updateUser } from '../../application/tables/users.ts';
import { updateWorkspace } from '../../application/tables/workspaces.ts';
import { databaseAt, ladder } from '../reference/ladder.ts';
import { bound } from './bound.ts';

function planOf(query: SQLQuery, rung: number): readonly unknown[] {
  const { text, values } = bound(query);
  return databaseAt(rung)
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...values)
    .map(({ detail }) => detail);
}

const sorted = 'USE TEMP B-TREE FOR ORDER BY';
const rating = 'SEARCH feedback USING INDEX idx_feedback_trace (trace_id=?)';

const plans = [
  {
    query: traceList,
    rungs: [1, 2, 3, 4, 5, 6],
    plan: ['SEARCH trace USING INDEX idx_traces_workspace (workspace_id=?)', rating, sorted],
  },
  {
    query: traceList,
    rungs: [7, 8, 9],
    plan: ['SEARCH trace USING COVERING INDEX idx_traces_list_covering (workspace_id=?)', rating],
  },
  {
    query: evalSetStatistics,
    rungs: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    plan: ['SEARCH feedback USING COVERING INDEX idx_feedback_eval_set_rating (eval_set_id=?)'],
  },
  {
    query: evalComparison,
    rungs: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    plan: ['SEARCH execution USING INDEX idx_executions_eval_trace (eval_id=?)', rating],
  },
  {
    query: jobQueue,
    rungs: [1, 2, 3, 4, 5, 6, 7],
    plan: ['SEARCH jobs USING INDEX idx_jobs_workspace_status (workspace_id=? AND status=?)', sorted],
  },
  { query: jobQueue, rungs: [8, 9], plan: ['SEARCH jobs USING INDEX idx_jobs_active (workspace_id=?)'] },
  {
    query: executionSummary,
    rungs: [7, 8, 9],
    plan: ['SEARCH eval_executions USING COVERING INDEX idx_executions_summary (eval_id=?)'],
  },
  {
    query: activeIntegrations,
    rungs: [8, 9],
    plan: ['SEARCH integrations USING INDEX idx_integrations_active (workspace_id=?)'],
  },
] as const;

test.each(plans)('$query.name has its plan on the rungs $rungs', ({ query, rungs, plan }) => {
  for (const rung of rungs) {
    // From version to version SQLite says it with LEFT-JOIN at the end, or without.
    const details = planOf(query('some id'), rung).map((detail) => String(detail).replace(/ LEFT-JOIN$/, ''));
    expect(details, `on rung ${rung}`).toEqual(plan);
  }
});

test.each([
  updateWorkspace('w', { name: 'W' }),
  updateUser('u', { name: 'U' }),
  updateIntegration('i', { status: 'error' }),
  updateEvalSet('s', { name: 'S' }),
  updateFeedback('f', { rating: 'neutral' }),
  updateEval('e', { status: 'archived' }),
  countExecution('e', false),
])('every update finds its row by the primary key: %#', (update) => {
  const search = /^SEARCH (\w+) USING INDEX sqlite_autoindex_\1_1 \(id=\?\)$/;
  expect(planOf(update, ladder.length)).toEqual([expect.stringMatching(search)]);
});
