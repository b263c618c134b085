import {
  activeIntegrations,
  evalComparison,
  evalSetStatistics,
  executionSummary,
  jobQueue,
  targets,
  traceList,
} from './application/queries.ts';
import { TestResults, TrainingTraceIds } from './application/shapes/evalDocuments.ts';
import { IntegrationConfig } from './application/shapes/integrationConfig.ts';
import { JobContext, JobMetadata, JobResult } from './application/shapes/jobDocuments.ts';
import { TraceMetadata } from './application/shapes/traceMetadata.ts';
import { TraceSteps } from './application/shapes/traceSteps.ts';
import { updateEvalSet } from './application/tables/evalSets.ts';
import { countExecution, updateEval } from './application/tables/evals.ts';
import { updateFeedback } from './application/tables/feedback.ts';
import { updateIntegration } from './application/tables/integrations.ts';
import { updateUser } from './application/tables/users.ts';
import { updateWorkspace } from './application/tables/workspaces.ts';
import { defineConfig } from './harness/config.ts';

export default defineConfig({
  expect: {
    '0001_initial_schema': { tables: 10, indexes: 26, views: 1, triggers: 0 },
    '0002_jobs_metadata': { tables: 10, indexes: 26, views: 1, triggers: 0 },
    '0003_json_shapes_and_required_ids': { tables: 11, indexes: 26, views: 1, triggers: 0 },
    '0004_user_email_and_required_id': { tables: 12, indexes: 26, views: 1, triggers: 0 },
    '0005_required_ids': { tables: 13, indexes: 26, views: 1, triggers: 0 },
    '0006_unique_integration_name': { tables: 14, indexes: 27, views: 1, triggers: 0 },
    '0007_covering_indexes': { tables: 14, indexes: 29, views: 1, triggers: 0 },
    '0008_partial_indexes': { tables: 14, indexes: 31, views: 1, triggers: 0 },
    '0009_updated_at_triggers': { tables: 14, indexes: 31, views: 1, triggers: 6 },
  },

  queries: {
    traceListSorted: {
      sql: traceList('ws_1'),
      variants: [traceList('ws_2'), traceList('nowhere')],
      uses: ['idx_traces_workspace', 'idx_feedback_trace'],
      scan: false,
      target: targets.traceList,
      until: '0006_unique_integration_name',
    },
    traceList: {
      sql: traceList('ws_1'),
      variants: [traceList('ws_2'), traceList('nowhere')],
      uses: ['idx_traces_list_covering'],
      covering: true,
      scan: false,
      sort: false,
      target: targets.traceList,
      since: '0007_covering_indexes',
    },
    evalSetStatistics: {
      sql: evalSetStatistics('set_1'),
      variants: [evalSetStatistics('set_2'), evalSetStatistics('nowhere')],
      uses: ['idx_feedback_eval_set_rating'],
      covering: true,
      scan: false,
      sort: false,
      target: targets.evalSetStatistics,
    },
    // Several indexes find the executions of an evaluator; which of them is taken depends on statistics.
    evalComparison: {
      sql: evalComparison('eval_1'),
      variants: [evalComparison('eval_2'), evalComparison('nowhere')],
      uses: ['idx_feedback_trace'],
      scan: false,
      target: targets.evalComparison,
    },
    jobQueueSorted: {
      sql: jobQueue('ws_1'),
      variants: [jobQueue('ws_2'), jobQueue('nowhere')],
      uses: ['idx_jobs_workspace_status'],
      scan: false,
      target: targets.jobQueue,
      until: '0007_covering_indexes',
    },
    jobQueue: {
      sql: jobQueue('ws_1'),
      variants: [jobQueue('ws_2'), jobQueue('nowhere')],
      uses: ['idx_jobs_active'],
      scan: false,
      sort: false,
      target: targets.jobQueue,
      since: '0008_partial_indexes',
    },
    executionSummary: {
      sql: executionSummary('eval_1'),
      variants: [executionSummary('eval_2'), executionSummary('nowhere')],
      uses: ['idx_executions_summary'],
      covering: true,
      scan: false,
      sort: false,
      since: '0007_covering_indexes',
    },
    activeIntegrations: {
      sql: activeIntegrations('ws_1'),
      variants: [activeIntegrations('ws_2'), activeIntegrations('nowhere')],
      uses: ['idx_integrations_active'],
      scan: false,
      since: '0008_partial_indexes',
    },
    renameWorkspace: { sql: updateWorkspace('ws_1', { name: 'Renamed' }), scan: false },
    changeAddress: { sql: updateUser('user_1', { email: 'renamed@example.com' }), scan: false },
    noteImport: { sql: updateIntegration('int_1', { status: 'error', error_message: 'gone' }), scan: false },
    describeEvalSet: { sql: updateEvalSet('set_1', { description: 'Renamed' }), scan: false },
    changeRating: { sql: updateFeedback('feedback_1', { rating: 'negative', notes: 'Seen again' }), scan: false },
    activateEval: { sql: updateEval('eval_1', { accuracy: 0.5, status: 'active' }), scan: false },
    countExecution: { sql: countExecution('eval_1', true), scan: false },
  },

  json: {
    'integrations.config': IntegrationConfig,
    'traces.metadata': TraceMetadata,
    'traces.steps': TraceSteps,
    'evals.test_results': TestResults,
    'evals.training_trace_ids': TrainingTraceIds,
    'jobs.context': JobContext,
    'jobs.result': JobResult,
    'jobs.metadata': { schema: JobMetadata, since: '0002_jobs_metadata' },
  },

  // The first rows are those that the queries above ask for.
  rows: {
    workspaces: (row, n) => (n <= 2 ? { ...row, id: `ws_${n}` } : row),
    users: (row, n) => ({ ...row, ...(n === 1 ? { id: 'user_1' } : {}), email: `user.${n}@example.com` }),
    integrations: (row, n) => (n === 1 ? { ...row, id: 'int_1', workspace_id: 'ws_1', status: 'active' } : row),
    traces: (row, n) => (n === 1 ? { ...row, workspace_id: 'ws_1' } : row),
    eval_sets: (row, n) => (n <= 2 ? { ...row, id: `set_${n}` } : row),
    feedback: (row, n) => (n === 1 ? { ...row, id: 'feedback_1', eval_set_id: 'set_1' } : row),
    evals: (row, n) => (n <= 2 ? { ...row, id: `eval_${n}` } : row),
    eval_executions: (row, n) => (n === 1 ? { ...row, eval_id: 'eval_1' } : row),
    jobs: (row, n) => (n === 1 ? { ...row, workspace_id: 'ws_1', status: 'queued' } : row),
  },
});
