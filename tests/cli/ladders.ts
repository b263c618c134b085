/** A ladder of two steps that can be taken back. */
export const soundLadder = {
  'migrations/0001_notes.sql': 'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);\n',
  'rollbacks/0001_notes.sql': 'DROP TABLE notes;\n',
  'migrations/0002_index.sql': 'CREATE INDEX idx_notes_body ON notes (body);\n',
  'rollbacks/0002_index.sql': 'DROP INDEX idx_notes_body;\n',
};

/** The same with a second rollback that forgets what it should take back. */
export const brokenLadder = { ...soundLadder, 'rollbacks/0002_index.sql': 'SELECT 1;\n' };

/** A statement that SQLite would run for ever. */
export const ENDLESS =
  "INSERT INTO notes SELECT n, 'x' FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT n FROM c WHERE n > 1);";

/** A first step that does not end, and a second that does not need it. */
export const endlessLadder = {
  'migrations/0001_notes.sql': `${soundLadder['migrations/0001_notes.sql']}${ENDLESS}\n`,
  'rollbacks/0001_notes.sql': 'DROP TABLE notes;\n',
  'migrations/0002_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n',
  'rollbacks/0002_tags.sql': 'DROP TABLE tags;\n',
};
