-- The queries go back to the indexes over all rows; no row changes.

DROP INDEX idx_jobs_active;

DROP INDEX idx_integrations_active;
