-- Indexes of the few rows that are asked for all the time: active integrations, and jobs that are not done.
--
-- A partial index serves only a query whose own text implies the WHERE (https://sqlite.org/partialindex.html):
-- idx_jobs_active needs `status IN ('queued', 'running')`, these literals in this order, and ORDER BY created_at.
--
-- Open connections: on several versions of SQLite a statement that was prepared before this step, with the status as a
-- bound value, answers wrongly after it. Write the status as a literal, and reconnect after the step.

CREATE INDEX idx_integrations_active ON integrations (workspace_id) WHERE status = 'active';

CREATE INDEX idx_jobs_active ON jobs (workspace_id, created_at) WHERE status IN ('queued', 'running');
