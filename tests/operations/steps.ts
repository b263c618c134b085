import type { Migration } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';

/** A step by its two texts. */
export function step(id: string, forward: string, rollback: string | null): Migration {
  return {
    id,
    forward: scriptOf(`migrations/${id}.sql`, forward),
    rollback: rollback === null ? null : scriptOf(`rollbacks/${id}.sql`, rollback),
  };
}

/** Two steps of several statements: rows are made, moved to a rebuilt table, and guarded by a trigger. */
export const twoSteps: readonly Migration[] = [
  step(
    '0001_notes',
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
     INSERT INTO notes (body) VALUES ('one'), ('two');
     CREATE TABLE marks (note INTEGER NOT NULL REFERENCES notes (id), mark TEXT);
     INSERT INTO marks SELECT id, body || '!' FROM notes;
     CREATE INDEX idx_marks_note ON marks (note);`,
    `DROP TABLE marks;
     DROP TABLE notes;`,
  ),
  step(
    '0002_length',
    `ALTER TABLE notes ADD COLUMN length INTEGER;
     UPDATE notes SET length = length(body);
     CREATE TABLE words (word TEXT PRIMARY KEY) WITHOUT ROWID;
     INSERT INTO words SELECT body FROM notes;
     CREATE TRIGGER trg_notes AFTER INSERT ON notes BEGIN INSERT OR IGNORE INTO words VALUES (new.body); END;`,
    `DROP TRIGGER trg_notes;
     DROP TABLE words;
     ALTER TABLE notes DROP COLUMN length;`,
  ),
];

/** The same with so many rows that a process can be killed in the middle of a statement. */
export const manyRows: readonly Migration[] = [
  step(
    '0001_rows',
    `CREATE TABLE rows_ (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
     ${'INSERT INTO rows_ (body) SELECT hex(randomblob(0)) || n FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 400) SELECT n FROM c);\n'.repeat(8)}`,
    'DROP TABLE rows_;',
  ),
  step(
    '0002_index',
    `CREATE INDEX idx_rows_body ON rows_ (body);
     UPDATE rows_ SET body = body || 'x' WHERE id % 2 = 0;
     DELETE FROM rows_ WHERE id % 7 = 0;`,
    `DROP INDEX idx_rows_body;`,
  ),
];
