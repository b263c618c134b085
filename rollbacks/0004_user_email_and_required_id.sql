-- The table as it was, by the same guarded rebuild. Ids that the step made up become NULL again.

PRAGMA defer_foreign_keys = ON;

-- An id that a newer row points to stays: without it that row would be an orphan.
DELETE FROM ids_filled_by_0004
WHERE table_name = 'users' AND 'null-id-' || number IN (SELECT user_id FROM workspace_members);

-- users: memberships cascade from it.
CREATE INDEX _guard_user ON workspace_members (user_id);
CREATE TRIGGER _guard_workspace_members BEFORE DELETE ON workspace_members BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE _users_old AS SELECT rowid AS _rid, * FROM users;
DROP TABLE users;
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO users (rowid, id, email, name, created_at, updated_at)
SELECT
  _rid,
  CASE
    WHEN id IN (SELECT 'null-id-' || number FROM ids_filled_by_0004 WHERE table_name = 'users') THEN NULL
    ELSE id
  END,
  email, name, created_at, updated_at
FROM _users_old;
DROP TABLE _users_old;
DROP TRIGGER _guard_workspace_members;
DROP INDEX _guard_user;

DROP TABLE ids_filled_by_0004;
