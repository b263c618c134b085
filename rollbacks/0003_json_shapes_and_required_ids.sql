-- The four tables as they were, by the same guarded rebuild. Each CREATE TABLE is, to the letter, the text that
-- sqlite_schema had before: jobs with `metadata` where ADD COLUMN put it. Indexes come back in their old order,
-- because the planner settles ties by it. The rowids are kept: the tables have no INTEGER PRIMARY KEY to say them.
--
-- Ids that the step made up become NULL again. Costs what the step costs.

PRAGMA defer_foreign_keys = ON;

-- An id that a newer row points to stays: without it that row would be an orphan.
DELETE FROM ids_filled_by_0003
WHERE table_name = 'integrations' AND 'null-id-' || number IN (SELECT integration_id FROM traces);
DELETE FROM ids_filled_by_0003
WHERE table_name = 'traces' AND (
  'null-id-' || number IN (SELECT trace_id FROM feedback)
  OR 'null-id-' || number IN (SELECT trace_id FROM eval_executions)
);
DELETE FROM ids_filled_by_0003
WHERE table_name = 'evals' AND (
  'null-id-' || number IN (SELECT parent_eval_id FROM evals)
  OR 'null-id-' || number IN (SELECT eval_id FROM eval_executions)
);

-- jobs: nothing points to it.
CREATE TABLE _jobs_old AS SELECT rowid AS _rid, * FROM jobs;
DROP TABLE jobs;
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  type TEXT NOT NULL CONSTRAINT jobs_type_is_known CHECK (type IN ('import', 'generate', 'execute')),
  status TEXT NOT NULL DEFAULT 'queued' CONSTRAINT jobs_status_is_known
    CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  progress INTEGER NOT NULL DEFAULT 0,
  context JSON,
  result JSON,
  error TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  started_at DATETIME,
  completed_at DATETIME
, metadata JSON);
INSERT INTO jobs (rowid, id, workspace_id, type, status, progress, context, result, error, created_at, started_at,
  completed_at, metadata)
SELECT
  _rid,
  CASE
    WHEN id IN (SELECT 'null-id-' || number FROM ids_filled_by_0003 WHERE table_name = 'jobs') THEN NULL
    ELSE id
  END,
  workspace_id, type, status, progress, context, result, error, created_at, started_at, completed_at, metadata
FROM _jobs_old;
DROP TABLE _jobs_old;
CREATE INDEX idx_jobs_workspace ON jobs (workspace_id);
CREATE INDEX idx_jobs_status ON jobs (status);
CREATE INDEX idx_jobs_type ON jobs (type);
CREATE INDEX idx_jobs_workspace_status ON jobs (workspace_id, status);
CREATE INDEX idx_jobs_created_at ON jobs (created_at DESC);

-- evals: executions cascade from it; it is its own parent, too, which the deferred keys see to.
CREATE TRIGGER _guard_eval_executions BEFORE DELETE ON eval_executions BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _evals_old AS SELECT rowid AS _rid, * FROM evals;
DROP TABLE evals;
CREATE TABLE evals (
  id TEXT PRIMARY KEY,
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
  test_results JSON,
  training_trace_ids JSON,
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
  CASE
    WHEN id IN (SELECT 'null-id-' || number FROM ids_filled_by_0003 WHERE table_name = 'evals') THEN NULL
    ELSE id
  END,
  eval_set_id, name, description, version, parent_eval_id, code, model_used, generation_prompt, custom_instructions,
  accuracy, test_results, training_trace_ids, execution_count, contradiction_count, status, created_at, updated_at
FROM _evals_old;
DROP TABLE _evals_old;
DROP TRIGGER _guard_eval_executions;

-- traces: feedback and executions cascade from it.
CREATE TRIGGER _guard_feedback BEFORE DELETE ON feedback BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_eval_executions BEFORE DELETE ON eval_executions BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _traces_old AS SELECT rowid AS _rid, * FROM traces;
DROP TABLE traces;
CREATE TABLE traces (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  integration_id TEXT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
  trace_id TEXT NOT NULL,
  source TEXT NOT NULL,
  timestamp DATETIME NOT NULL,
  metadata JSON,
  steps JSON NOT NULL,
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
  CASE
    WHEN id IN (SELECT 'null-id-' || number FROM ids_filled_by_0003 WHERE table_name = 'traces') THEN NULL
    ELSE id
  END,
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

-- integrations: traces cascade from it.
CREATE TRIGGER _guard_traces BEFORE DELETE ON traces BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _integrations_old AS SELECT rowid AS _rid, * FROM integrations;
DROP TABLE integrations;
CREATE TABLE integrations (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  api_key_encrypted TEXT NOT NULL,
  base_url TEXT,
  config JSON,
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
  CASE
    WHEN id IN (SELECT 'null-id-' || number FROM ids_filled_by_0003 WHERE table_name = 'integrations') THEN NULL
    ELSE id
  END,
  workspace_id, platform, name, api_key_encrypted, base_url, config, status, error_message, last_synced_at,
  created_at, updated_at
FROM _integrations_old;
DROP TABLE _integrations_old;
DROP TRIGGER _guard_traces;
CREATE INDEX idx_integrations_workspace ON integrations (workspace_id);
CREATE INDEX idx_integrations_status ON integrations (status);
CREATE INDEX idx_integrations_workspace_platform ON integrations (workspace_id, platform);

DROP TABLE ids_filled_by_0003;
