-- Takes the whole schema away, and every row with it. Children go before their parents, so that no drop has rows to
-- cascade to; indexes go with their tables.

DROP VIEW eval_comparison;

DROP TABLE jobs;
DROP TABLE eval_executions;
DROP TABLE evals;
DROP TABLE feedback;
DROP TABLE eval_sets;
DROP TABLE traces;
DROP TABLE integrations;
DROP TABLE workspace_members;
DROP TABLE workspaces;
DROP TABLE users;
