-- The database refuses what the application could not read back: a JSON column holds an object or an array, as text,
-- and every id is there. Tables: integrations, traces, evals, jobs.
--
-- Why the long CHECK: json_valid alone lets 'null' and scalars pass, and a column declared JSON has NUMERIC affinity,
-- so that '1e3' would arrive as the number 1000 (https://sqlite.org/datatype3.html#determination_of_column_affinity).
--
-- How: only a rebuild gives an old table new constraints (https://sqlite.org/lang_altertable.html). DROP TABLE deletes
-- the rows first, and a delete cascades; neither deferred keys nor `foreign_keys = OFF` inside a transaction stop that.
-- So each child has a trigger that ignores deletes while its parent is away, and the new parent stands under its final
-- name before the commit asks for it. A row that the copy forgot makes the commit fail; nothing is lost silently.
--
-- A row without an id gets 'null-id-' and its rowid; ids_filled_by_0003 remembers which, for the rollback.
--
-- Refused, with nothing changed, when a JSON column holds anything else, or when an id already has the text that a row
-- without one would get. Which rows, column by column (they are for a person to repair, not for a script):
--   SELECT rowid, id FROM traces
--   WHERE typeof(steps) <> 'text' OR NOT json_valid(steps) OR json_type(steps) <> 'array' OR id LIKE 'null-id-%';
--
-- Cost: each table is written twice, and every index once. At 100,000 traces with as many executions 1 to 3 s and about
-- 1.1 million rows written; at 1,000,000 traces near the 30 s that hosted D1 gives to a query. Rehearse it there first.

PRAGMA defer_foreign_keys = ON;

CREATE TABLE ids_filled_by_0003 (
  table_name TEXT NOT NULL CONSTRAINT ids_filled_by_0003_table_is_known
    CHECK (table_name IN ('integrations', 'traces', 'evals', 'jobs')),
  number INTEGER NOT NULL,
  PRIMARY KEY (table_name, number)
) WITHOUT ROWID;

-- integrations: traces cascade from it.
CREATE TRIGGER _guard_traces BEFORE DELETE ON traces BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _integrations_old AS SELECT rowid AS _rid, * FROM integrations;
INSERT INTO ids_filled_by_0003 (table_name, number) SELECT 'integrations', rowid FROM integrations WHERE id IS NULL;
DROP TABLE integrations;
CREATE TABLE integrations (
  id TEXT NOT NULL PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  api_key_encrypted TEXT NOT NULL,
  base_url TEXT,
  config JSON CONSTRAINT integrations_config_is_an_object CHECK (
    config IS NULL OR (typeof(config) = 'text' AND json_valid(config) AND json_type(config) = 'object')
  ),
  status TEXT NOT NULL DEFAULT 'active',
  error_message TEXT,
  last_synced_at DATETIME,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO integrations (rowid, id, workspace_id, platform, name, api_key_encrypted, base_url, config, status,
  error_message, last_synced_at, created_at, updated_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  workspace_id, platform, name, api_key_encrypted, base_url, config, status, error_message, last_synced_at,
  created_at, updated_at
FROM _integrations_old;
DROP TABLE _integrations_old;
DROP TRIGGER _guard_traces;
CREATE INDEX idx_integrations_workspace ON integrations (workspace_id);
CREATE INDEX idx_integrations_status ON integrations (status);
CREATE INDEX idx_integrations_workspace_platform ON integrations (workspace_id, platform);

-- traces: feedback and executions cascade from it.
CREATE TRIGGER _guard_feedback BEFORE DELETE ON feedback BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_eval_executions BEFORE DELETE ON eval_executions BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _traces_old AS SELECT rowid AS _rid, * FROM traces;
INSERT INTO ids_filled_by_0003 (table_name, number) SELECT 'traces', rowid FROM traces WHERE id IS NULL;
DROP TABLE traces;
CREATE TABLE traces (
  id TEXT NOT NULL PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  integration_id TEXT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
  trace_id TEXT NOT NULL,
  source TEXT NOT NULL,
  timestamp DATETIME NOT NULL,
  metadata JSON CONSTRAINT traces_metadata_is_an_object CHECK (
    metadata IS NULL OR (typeof(metadata) = 'text' AND json_valid(metadata) AND json_type(metadata) = 'object')
  ),
  steps JSON NOT NULL CONSTRAINT traces_steps_is_an_array CHECK (
    typeof(steps) = 'text' AND json_valid(steps) AND json_type(steps) = 'array'
  ),
  input_preview TEXT,
  output_preview TEXT,
  step_count INTEGER NOT NULL DEFAULT 0,
  has_errors BOOLEAN NOT NULL DEFAULT 0,
  imported_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (integration_id, trace_id)
);
INSERT INTO traces (rowid, id, workspace_id, integration_id, trace_id, source, timestamp, metadata, steps,
  input_preview, output_preview, step_count, has_errors, imported_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  workspace_id, integration_id, trace_id, source, timestamp, metadata, steps, input_preview, output_preview,
  step_count, has_errors, imported_at
FROM _traces_old;
DROP TABLE _traces_old;
DROP TRIGGER _guard_feedback;
DROP TRIGGER _guard_eval_executions;
CREATE INDEX idx_traces_workspace ON traces (workspace_id);
CREATE INDEX idx_traces_integration ON traces (integration_id);
CREATE INDEX idx_traces_timestamp ON traces (timestamp DESC);
CREATE INDEX idx_traces_source ON traces (source);
CREATE INDEX idx_traces_has_errors ON traces (has_errors);

-- evals: executions cascade from it; it is its own parent, too, which the deferred keys see to.
CREATE TRIGGER _guard_eval_executions BEFORE DELETE ON eval_executions BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _evals_old AS SELECT rowid AS _rid, * FROM evals;
INSERT INTO ids_filled_by_0003 (table_name, number) SELECT 'evals', rowid FROM evals WHERE id IS NULL;
DROP TABLE evals;
CREATE TABLE evals (
  id TEXT NOT NULL PRIMARY KEY,
  eval_set_id TEXT NOT NULL REFERENCES eval_sets (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  parent_eval_id TEXT REFERENCES evals (id) ON DELETE SET NULL,
  code TEXT NOT NULL,
  model_used TEXT NOT NULL,
  generation_prompt TEXT,
  custom_instructions TEXT,
  accuracy REAL,
  test_results JSON CONSTRAINT evals_test_results_is_an_object CHECK (
    test_results IS NULL OR (
      typeof(test_results) = 'text' AND json_valid(test_results)
      AND json_type(test_results) = 'object'
    )
  ),
  training_trace_ids JSON CONSTRAINT evals_training_trace_ids_is_an_array CHECK (
    training_trace_ids IS NULL OR (
      typeof(training_trace_ids) = 'text' AND json_valid(training_trace_ids)
      AND json_type(training_trace_ids) = 'array'
    )
  ),
  execution_count INTEGER NOT NULL DEFAULT 0,
  contradiction_count INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'draft',
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (eval_set_id, version)
);
-- Before the rows: each row that comes back looks for its children by idx_evals_parent.
CREATE INDEX idx_evals_eval_set ON evals (eval_set_id);
CREATE INDEX idx_evals_status ON evals (status);
CREATE INDEX idx_evals_parent ON evals (parent_eval_id);
INSERT INTO evals (rowid, id, eval_set_id, name, description, version, parent_eval_id, code, model_used,
  generation_prompt, custom_instructions, accuracy, test_results, training_trace_ids, execution_count,
  contradiction_count, status, created_at, updated_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  eval_set_id, name, description, version, parent_eval_id, code, model_used, generation_prompt, custom_instructions,
  accuracy, test_results, training_trace_ids, execution_count, contradiction_count, status, created_at, updated_at
FROM _evals_old;
DROP TABLE _evals_old;
DROP TRIGGER _guard_eval_executions;

-- jobs: nothing points to it.
CREATE TABLE _jobs_old AS SELECT rowid AS _rid, * FROM jobs;
INSERT INTO ids_filled_by_0003 (table_name, number) SELECT 'jobs', rowid FROM jobs WHERE id IS NULL;
DROP TABLE jobs;
CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  type TEXT NOT NULL CONSTRAINT jobs_type_is_known CHECK (type IN ('import', 'generate', 'execute')),
  status TEXT NOT NULL DEFAULT 'queued' CONSTRAINT jobs_status_is_known
    CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  progress INTEGER NOT NULL DEFAULT 0,
  context JSON CONSTRAINT jobs_context_is_an_object CHECK (
    context IS NULL OR (typeof(context) = 'text' AND json_valid(context) AND json_type(context) = 'object')
  ),
  result JSON CONSTRAINT jobs_result_is_an_object CHECK (
    result IS NULL OR (typeof(result) = 'text' AND json_valid(result) AND json_type(result) = 'object')
  ),
  error TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  started_at DATETIME,
  completed_at DATETIME,
  metadata JSON CONSTRAINT jobs_metadata_is_an_object CHECK (
    metadata IS NULL OR (typeof(metadata) = 'text' AND json_valid(metadata) AND json_type(metadata) = 'object')
  )
);
INSERT INTO jobs (rowid, id, workspace_id, type, status, progress, context, result, error, created_at, started_at,
  completed_at, metadata)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  workspace_id, type, status, progress, context, result, error, created_at, started_at, completed_at, metadata
FROM _jobs_old;
DROP TABLE _jobs_old;
CREATE INDEX idx_jobs_workspace ON jobs (workspace_id);
CREATE INDEX idx_jobs_status ON jobs (status);
CREATE INDEX idx_jobs_type ON jobs (type);
CREATE INDEX idx_jobs_workspace_status ON jobs (workspace_id, status);
CREATE INDEX idx_jobs_created_at ON jobs (created_at DESC);
