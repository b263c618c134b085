-- Two queries answered from an index alone: the trace list (newest first, hence no sort either) and the summary of an
-- evaluator's executions. An index covers only the columns that it names: `SELECT *` would go to the table again.
--
-- Cost: each index reads its table once and is written once; at 1,000,000 traces and 2,000,000 executions a few
-- seconds, during which nothing else can write.

CREATE INDEX idx_traces_list_covering
  ON traces (workspace_id, timestamp, id, trace_id, source, step_count, has_errors);

CREATE INDEX idx_executions_summary ON eval_executions (eval_id, result, execution_time_ms);
