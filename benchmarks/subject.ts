import type { Pair } from './pair.ts';

/**
 * Five steps about one subject: 25 forward and 19 rollback statements with 4 indexes, 1 view, 1 trigger, 2 columns
 * added and 1 rebuild. Every rollback is exact, and no rows can make a step fail.
 */
export function subjectPairs(noun: string): readonly Pair[] {
  return [createPair(noun), describePair(noun), observePair(noun), keyPair(noun), labelPair(noun)];
}

/** A table that others point at, one that goes with its rows, and a few rows in both. */
function createPair(noun: string): Pair {
  return {
    name: `create_${noun}s`,
    forward: [
      `CREATE TABLE ${noun}s (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner_id INTEGER REFERENCES members (id)
)`,
      `CREATE TABLE ${noun}_items (
  id INTEGER PRIMARY KEY,
  ${noun}_id INTEGER NOT NULL REFERENCES ${noun}s (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0)
)`,
      `CREATE INDEX idx_${noun}s_owner ON ${noun}s (owner_id)`,
      `CREATE INDEX idx_${noun}_items_${noun} ON ${noun}_items (${noun}_id, label)`,
      `INSERT INTO ${noun}s (name, owner_id)
VALUES ('First ${noun}', NULL), ('Second ${noun}', (SELECT min(id) FROM members)), ('third ${noun}', NULL)`,
      `INSERT INTO ${noun}_items (${noun}_id, label, quantity)
SELECT id, name || ' / 007', length(name) FROM ${noun}s
UNION ALL SELECT id, name || ' / it''s 1e3', 1 FROM ${noun}s`,
    ],
    rollback: [`DROP TABLE ${noun}_items`, `DROP TABLE ${noun}s`],
  };
}

/** Columns added to both tables, one of them filled for the rows that are there. */
function describePair(noun: string): Pair {
  return {
    name: `describe_${noun}s`,
    forward: [
      `ALTER TABLE ${noun}s ADD COLUMN code TEXT NOT NULL DEFAULT ''`,
      `ALTER TABLE ${noun}_items ADD COLUMN priority INTEGER NOT NULL DEFAULT 0`,
      `UPDATE ${noun}s SET code = upper(substr(name, 1, 3)) || '-' || id`,
      `CREATE INDEX idx_${noun}_items_priority ON ${noun}_items (priority DESC) WHERE priority > 0`,
    ],
    rollback: [
      `DROP INDEX idx_${noun}_items_priority`,
      `ALTER TABLE ${noun}_items DROP COLUMN priority`,
      `ALTER TABLE ${noun}s DROP COLUMN code`,
    ],
  };
}

/** A view over both tables, and a trigger that keeps a record of changes. */
function observePair(noun: string): Pair {
  return {
    name: `observe_${noun}s`,
    forward: [
      `CREATE VIEW ${noun}_overview AS
SELECT ${noun}s.id, ${noun}s.name, count(item.id) AS items, total(item.quantity) AS quantity
FROM ${noun}s LEFT JOIN ${noun}_items AS item ON item.${noun}_id = ${noun}s.id
GROUP BY ${noun}s.id`,
      `CREATE TABLE ${noun}_events (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES ${noun}_items (id) ON DELETE CASCADE,
  old_label TEXT NOT NULL,
  new_label TEXT NOT NULL
)`,
      `CREATE INDEX idx_${noun}_events_item ON ${noun}_events (item_id)`,
      `CREATE TRIGGER ${noun}_items_relabelled AFTER UPDATE OF label ON ${noun}_items
WHEN old.label IS NOT new.label
BEGIN
  INSERT INTO ${noun}_events (item_id, old_label, new_label) VALUES (new.id, old.label, new.label);
END`,
    ],
    rollback: [`DROP TRIGGER ${noun}_items_relabelled`, `DROP TABLE ${noun}_events`, `DROP VIEW ${noun}_overview`],
  };
}

/** A stored generated column, which ALTER TABLE cannot add: the parent is rebuilt while its children stay guarded. */
function keyPair(noun: string): Pair {
  const forward = `CREATE TABLE ${noun}s (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_key TEXT NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
  owner_id INTEGER REFERENCES members (id),
  code TEXT NOT NULL DEFAULT ''
)`;
  // The text that ALTER TABLE … ADD COLUMN had left: exact means this line break, too.
  const rollback = `CREATE TABLE ${noun}s (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner_id INTEGER REFERENCES members (id)
, code TEXT NOT NULL DEFAULT '')`;
  return { name: `key_${noun}s`, forward: rebuild(noun, forward), rollback: rebuild(noun, rollback) };
}

/** The guard recipe of docs/checks/rows-survive.md: no child row is deleted, and nothing is renamed. */
function rebuild(noun: string, definition: string): readonly string[] {
  const columns = 'id, name, owner_id, code';
  return [
    'PRAGMA defer_foreign_keys = ON',
    `CREATE TRIGGER guard_${noun}_items BEFORE DELETE ON ${noun}_items BEGIN SELECT RAISE(IGNORE); END`,
    `CREATE TABLE ${noun}s_kept AS SELECT ${columns} FROM ${noun}s`,
    `DROP TABLE ${noun}s`,
    definition,
    `INSERT INTO ${noun}s (${columns}) SELECT ${columns} FROM ${noun}s_kept`,
    `DROP TABLE ${noun}s_kept`,
    `DROP TRIGGER guard_${noun}_items`,
    `CREATE INDEX idx_${noun}s_owner ON ${noun}s (owner_id)`,
  ];
}

/** Two more children, one without rowids and one keyed by its parent. */
function labelPair(noun: string): Pair {
  return {
    name: `label_${noun}s`,
    forward: [
      `CREATE TABLE ${noun}_labels (
  ${noun}_id INTEGER NOT NULL REFERENCES ${noun}s (id) ON DELETE CASCADE,
  label TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (${noun}_id, label)
) WITHOUT ROWID`,
      `CREATE TABLE ${noun}_settings (
  ${noun}_id INTEGER PRIMARY KEY REFERENCES ${noun}s (id) ON DELETE CASCADE,
  note TEXT NOT NULL DEFAULT '',
  picture BLOB
)`,
    ],
    rollback: [`DROP TABLE ${noun}_settings`, `DROP TABLE ${noun}_labels`],
  };
}
