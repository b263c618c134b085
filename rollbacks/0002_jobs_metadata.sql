-- DROP COLUMN leaves the table's text exactly as ADD COLUMN found it (https://sqlite.org/lang_altertable.html).
-- What was noted since is lost with the column; the jobs stay. Writes the whole table once.

ALTER TABLE jobs DROP COLUMN metadata;
