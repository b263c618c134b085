import { type SQLQuery, sql } from '@databases/sqlite-sync';

/** Milliseconds that a production query may take; above `alert` somebody is told. */
export const targets = {
  traceList: 100,
  evalSetStatistics: 200,
  evalComparison: 100,
  jobQueue: 50,
  alert: 500,
} as const;

/** The traces of a workspace with their ratings, newest first. A trace that was rated in two eval sets comes twice. */
export function traceList(workspaceId: string): SQLQuery {
  return sql`
    SELECT trace.id, trace.trace_id, trace.source, trace.timestamp, trace.step_count, trace.has_errors, feedback.rating
    FROM traces AS trace
    LEFT JOIN feedback ON feedback.trace_id = trace.id
    WHERE trace.workspace_id = ${workspaceId}
    ORDER BY trace.timestamp DESC, trace.id DESC
    LIMIT 50`;
}

/** How many traces of an eval set were rated how. */
export function evalSetStatistics(evalSetId: string): SQLQuery {
  return sql`
    SELECT
      count(*) FILTER (WHERE rating = 'positive') AS positive,
      count(*) FILTER (WHERE rating = 'negative') AS negative,
      count(*) FILTER (WHERE rating = 'neutral') AS neutral
    FROM feedback
    WHERE eval_set_id = ${evalSetId}`;
}

/** What an evaluator said of traces beside what people said of them. Ordered by an index, so that it can stop early. */
export function evalComparison(evalId: string): SQLQuery {
  return sql`
    SELECT execution_id, trace_id, predicted_result, predicted_reason, human_rating, feedback_notes, is_contradiction
    FROM eval_comparison
    WHERE eval_id = ${evalId}
    ORDER BY trace_id
    LIMIT 100`;
}

/**
 * The jobs of a workspace that are not done, newest first. The states are literals in the order of idx_jobs_active:
 * as parameters, or the other way round, they could not use it.
 */
export function jobQueue(workspaceId: string): SQLQuery {
  return sql`
    SELECT id, type, status, progress, created_at, started_at
    FROM jobs
    WHERE workspace_id = ${workspaceId} AND status IN ('queued', 'running')
    ORDER BY created_at DESC
    LIMIT 20`;
}

/** How an evaluator's executions went, and how long they took on average. */
export function executionSummary(evalId: string): SQLQuery {
  return sql`
    SELECT result, count(*) AS executions, avg(execution_time_ms) AS average_time_ms
    FROM eval_executions
    WHERE eval_id = ${evalId}
    GROUP BY result`;
}

/** The integrations that the next import of a workspace reads. The state is a literal, for idx_integrations_active. */
export function activeIntegrations(workspaceId: string): SQLQuery {
  return sql`
    SELECT id, platform, name, base_url, config, last_synced_at
    FROM integrations
    WHERE workspace_id = ${workspaceId} AND status = 'active'`;
}
