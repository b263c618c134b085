-- Every id is there in the other five tables, too: workspaces, workspace_members, eval_sets, feedback,
-- eval_executions. From here on a NULL can no longer hide in a primary key.
--
-- How: the guarded rebuild of step 3, for each table.
--
-- Refused, with nothing changed, only when an id has the very text that a row without one would get, for example:
--   SELECT rowid, id FROM feedback WHERE id LIKE 'null-id-%';
--
-- Cost: each table is written twice, and every index once. At 100,000 executions 0.6 to 1.9 s, on D1 up to 3.1 s; at
-- 1,000,000 near the 30 s that hosted D1 gives to a query. Rehearse it there first.

PRAGMA defer_foreign_keys = ON;

CREATE TABLE ids_filled_by_0005 (
  table_name TEXT NOT NULL CONSTRAINT ids_filled_by_0005_table_is_known
    CHECK (table_name IN ('workspaces', 'workspace_members', 'eval_sets', 'feedback', 'eval_executions')),
  number INTEGER NOT NULL,
  PRIMARY KEY (table_name, number)
) WITHOUT ROWID;

-- workspaces: five tables cascade from it.
CREATE TRIGGER _guard_workspace_members BEFORE DELETE ON workspace_members BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_integrations BEFORE DELETE ON integrations BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_traces BEFORE DELETE ON traces BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_eval_sets BEFORE DELETE ON eval_sets BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_jobs BEFORE DELETE ON jobs BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _workspaces_old AS SELECT rowid AS _rid, * FROM workspaces;
INSERT INTO ids_filled_by_0005 (table_name, number) SELECT 'workspaces', rowid FROM workspaces WHERE id IS NULL;
DROP TABLE workspaces;
CREATE TABLE workspaces (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO workspaces (rowid, id, name, created_at, updated_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  name, created_at, updated_at
FROM _workspaces_old;
DROP TABLE _workspaces_old;
DROP TRIGGER _guard_workspace_members;
DROP TRIGGER _guard_integrations;
DROP TRIGGER _guard_traces;
DROP TRIGGER _guard_eval_sets;
DROP TRIGGER _guard_jobs;

-- workspace_members: nothing points to it.
CREATE TABLE _workspace_members_old AS SELECT rowid AS _rid, * FROM workspace_members;
INSERT INTO ids_filled_by_0005 (table_name, number)
SELECT 'workspace_members', rowid FROM workspace_members WHERE id IS NULL;
DROP TABLE workspace_members;
CREATE TABLE workspace_members (
  id TEXT NOT NULL PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL DEFAULT 'member',
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (workspace_id, user_id)
);
INSERT INTO workspace_members (rowid, id, workspace_id, user_id, role, created_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  workspace_id, user_id, role, created_at
FROM _workspace_members_old;
DROP TABLE _workspace_members_old;

-- eval_sets: feedback and evals cascade from it.
CREATE TRIGGER _guard_feedback BEFORE DELETE ON feedback BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER _guard_evals BEFORE DELETE ON evals BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _eval_sets_old AS SELECT rowid AS _rid, * FROM eval_sets;
INSERT INTO ids_filled_by_0005 (table_name, number) SELECT 'eval_sets', rowid FROM eval_sets WHERE id IS NULL;
DROP TABLE eval_sets;
CREATE TABLE eval_sets (
  id TEXT NOT NULL PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  minimum_examples INTEGER NOT NULL DEFAULT 5,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (workspace_id, name)
);
INSERT INTO eval_sets (rowid, id, workspace_id, name, description, minimum_examples, created_at, updated_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  workspace_id, name, description, minimum_examples, created_at, updated_at
FROM _eval_sets_old;
DROP TABLE _eval_sets_old;
DROP TRIGGER _guard_feedback;
DROP TRIGGER _guard_evals;
CREATE INDEX idx_eval_sets_workspace ON eval_sets (workspace_id);

-- feedback: nothing points to it.
CREATE TABLE _feedback_old AS SELECT rowid AS _rid, * FROM feedback;
INSERT INTO ids_filled_by_0005 (table_name, number) SELECT 'feedback', rowid FROM feedback WHERE id IS NULL;
DROP TABLE feedback;
CREATE TABLE feedback (
  id TEXT NOT NULL PRIMARY KEY,
  eval_set_id TEXT NOT NULL REFERENCES eval_sets (id) ON DELETE CASCADE,
  trace_id TEXT NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  rating TEXT NOT NULL CONSTRAINT feedback_rating_is_known CHECK (rating IN ('positive', 'negative', 'neutral')),
  notes TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (eval_set_id, trace_id)
);
INSERT INTO feedback (rowid, id, eval_set_id, trace_id, rating, notes, created_at, updated_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  eval_set_id, trace_id, rating, notes, created_at, updated_at
FROM _feedback_old;
DROP TABLE _feedback_old;
CREATE INDEX idx_feedback_eval_set ON feedback (eval_set_id);
CREATE INDEX idx_feedback_trace ON feedback (trace_id);
CREATE INDEX idx_feedback_rating ON feedback (rating);
CREATE INDEX idx_feedback_eval_set_rating ON feedback (eval_set_id, rating);

-- eval_executions: nothing points to it.
CREATE TABLE _eval_executions_old AS SELECT rowid AS _rid, * FROM eval_executions;
INSERT INTO ids_filled_by_0005 (table_name, number)
SELECT 'eval_executions', rowid FROM eval_executions WHERE id IS NULL;
DROP TABLE eval_executions;
CREATE TABLE eval_executions (
  id TEXT NOT NULL PRIMARY KEY,
  eval_id TEXT NOT NULL REFERENCES evals (id) ON DELETE CASCADE,
  trace_id TEXT NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  result BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  execution_time_ms INTEGER NOT NULL,
  error TEXT,
  stdout TEXT,
  stderr TEXT,
  executed_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (eval_id, trace_id)
);
INSERT INTO eval_executions (rowid, id, eval_id, trace_id, result, reason, execution_time_ms, error, stdout, stderr,
  executed_at)
SELECT
  _rid,
  coalesce(id, 'null-id-' || _rid),
  eval_id, trace_id, result, reason, execution_time_ms, error, stdout, stderr, executed_at
FROM _eval_executions_old;
DROP TABLE _eval_executions_old;
CREATE INDEX idx_executions_eval ON eval_executions (eval_id);
CREATE INDEX idx_executions_trace ON eval_executions (trace_id);
CREATE INDEX idx_executions_eval_trace ON eval_executions (eval_id, trace_id);
CREATE INDEX idx_executions_result ON eval_executions (result);
CREATE INDEX idx_executions_executed_at ON eval_executions (executed_at DESC);
