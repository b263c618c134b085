-- Both queries go back to the narrow indexes and read the rows; no row changes.

DROP INDEX idx_executions_summary;

DROP INDEX idx_traces_list_covering;
