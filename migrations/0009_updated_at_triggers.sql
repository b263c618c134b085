-- The net under the application, which sets updated_at in each of its UPDATE statements: when a statement does not, the
-- row's updated_at moves all the same.
--
-- A trigger leaves alone
-- * a value that the statement itself wrote, NULL included: it differs from the old one;
-- * a row that already has this second's time. So the trigger's own UPDATE cannot fire it again, whether
--   recursive_triggers is on or off (https://sqlite.org/pragma.html#pragma_recursive_triggers);
-- * evals whose parent was deleted: ON DELETE SET NULL is an UPDATE, too, but nobody edited those rows. An UPDATE that
--   takes the parent away while it still exists does count.
--
-- The row is found by rowid. Limits: INSERT OR REPLACE is no UPDATE and fires nothing; RETURNING shows the value from
-- before the trigger; each UPDATE that relies on the trigger writes its row twice.
-- From here on a script that fills a column of these tables moves updated_at of every row it touches.

CREATE TRIGGER workspaces_updated_at AFTER UPDATE ON workspaces
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
  UPDATE workspaces SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER users_updated_at AFTER UPDATE ON users
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
  UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER integrations_updated_at AFTER UPDATE ON integrations
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
  UPDATE integrations SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER eval_sets_updated_at AFTER UPDATE ON eval_sets
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
  UPDATE eval_sets SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER feedback_updated_at AFTER UPDATE ON feedback
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
  UPDATE feedback SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER evals_updated_at AFTER UPDATE ON evals
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP AND (
  OLD.parent_eval_id IS NULL
  OR NEW.parent_eval_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM evals WHERE id = OLD.parent_eval_id)
)
BEGIN
  UPDATE evals SET updated_at = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;
