-- A place for what a worker wants to note on a job beside its context and its result.
-- ADD COLUMN, because it changes only the schema's text and no row: it takes the same time on any table.

ALTER TABLE jobs ADD COLUMN metadata JSON;
