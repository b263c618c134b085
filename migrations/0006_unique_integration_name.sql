-- Within a workspace an integration is known by its name.
--
-- Rule for names that stand there twice: the oldest keeps its name (by created_at, then id), every other one is renamed
-- to `name (id)`. A counter would collide with names such as 'Prod (2)'; an id cannot repeat. No row is lost, and
-- updated_at stays: nobody edited the integration. renamed_integrations says which rows, what they were called, and
-- what they are called now. What the step will do can be asked before:
--   SELECT workspace_id, name, group_concat(id, ', ' ORDER BY created_at, id) FROM integrations
--   GROUP BY workspace_id, name HAVING count(*) > 1;
--
-- Refused, with nothing changed, when somebody already gave an integration the very name that the rule would give.

CREATE TABLE renamed_integrations (
  id TEXT NOT NULL PRIMARY KEY,
  old_name TEXT NOT NULL,
  new_name TEXT NOT NULL
);

INSERT INTO renamed_integrations (id, old_name, new_name)
SELECT id, name, name || ' (' || id || ')'
FROM (
  SELECT id, name, row_number() OVER (PARTITION BY workspace_id, name ORDER BY created_at, id) AS age
  FROM integrations
)
WHERE age > 1;

UPDATE integrations
SET name = (SELECT new_name FROM renamed_integrations AS renamed WHERE renamed.id = integrations.id)
WHERE id IN (SELECT id FROM renamed_integrations);

CREATE UNIQUE INDEX idx_integrations_workspace_name ON integrations (workspace_id, name);
