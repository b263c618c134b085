-- Names may repeat again, and the renamed integrations have their old names back, except those that somebody has named
-- anew since.

DROP INDEX idx_integrations_workspace_name;

UPDATE integrations
SET name = (SELECT old_name FROM renamed_integrations AS renamed WHERE renamed.id = integrations.id)
WHERE EXISTS (
  SELECT 1 FROM renamed_integrations AS renamed
  WHERE renamed.id = integrations.id AND renamed.new_name = integrations.name
);

DROP TABLE renamed_integrations;
