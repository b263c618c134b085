import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { compareSchemas, schemaVerdict } from '../../harness/inspect/schemaDifference.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { SchemaSnapshot } from '../../harness/model/schema.ts';
import { splitStatements } from '../../harness/sql/split.ts';
import { tokenize } from '../../harness/sql/tokens.ts';
import { schemaOf } from './schemaOf.ts';

const SCHEMA = `
CREATE TABLE workspaces(
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) > 0),
  plan TEXT NOT NULL DEFAULT 'free' CONSTRAINT known_plan CHECK (plan IN ('free', 'paid')),
  seats INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 5,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT one_name UNIQUE (name, plan),
  CHECK (seats BETWEEN 1 AND 100)
);
CREATE TABLE members(
  workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id INT NOT NULL,
  role TEXT NOT NULL DEFAULT 'member',
  invited_by INT DEFAULT -1,
  PRIMARY KEY (workspace_id, user_id DESC) ON CONFLICT FAIL,
  FOREIGN KEY (workspace_id, invited_by) REFERENCES members(workspace_id, user_id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;
CREATE TABLE events(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace_id TEXT REFERENCES workspaces,
  payload JSON NOT NULL,
  kind TEXT AS (payload ->> '$.kind') STORED,
  day TEXT GENERATED ALWAYS AS (substr(payload, 1, 10)) VIRTUAL,
  score REAL DEFAULT (1.0 / 3)
);
CREATE INDEX events_by_kind ON events(workspace_id, kind DESC);
CREATE UNIQUE INDEX events_by_day ON events(workspace_id, day COLLATE NOCASE, lower(kind)) WHERE kind = 'Run' AND score > 1;
CREATE VIEW busy AS SELECT DISTINCT w.id AS workspaceId, count(*) AS events FROM workspaces w LEFT JOIN events e ON e.workspace_id = w.id WHERE w.plan = 'paid' GROUP BY w.id HAVING count(*) > 3 ORDER BY w.id DESC;
CREATE TRIGGER keep_score AFTER UPDATE OF payload, score ON events FOR EACH ROW WHEN new.score < old.score BEGIN
  UPDATE events SET score = old.score WHERE id = new.id;
  INSERT INTO notes(body) VALUES ('kept');
END;
CREATE TRIGGER no_rename BEFORE UPDATE ON workspaces BEGIN SELECT RAISE(ABORT, 'no') WHERE new.id <> old.id; END;
CREATE VIRTUAL TABLE notes USING fts5(body, title UNINDEXED, tokenize = 'porter ascii');
`;

const STATEMENTS = splitStatements(SCHEMA).statements.map(({ text }) => text);
const ORIGINAL = await schemaOf(...STATEMENTS);

/** The schema of an edited script; null when SQLite refuses it. */
async function edited(statements: readonly string[]): Promise<SchemaSnapshot | null> {
  const engine = await openBetterSqlite3();
  const failure = await engine.apply(
    statements.map((text) => ({ text })),
    { foreignKeys: 'on' },
  );
  return failure === null ? readSchema(engine) : null;
}

describe('every edit that changes what the schema means is found, at the object that it changes', () => {
  test.each<[edit: string, replacement: string, object: string]>([
    ['id TEXT PRIMARY KEY NOT NULL', 'id TEXT NOT NULL', 'table workspaces'],
    ['id TEXT PRIMARY KEY NOT NULL', 'id TEXT PRIMARY KEY', 'column workspaces.id'],
    ['id TEXT PRIMARY KEY', 'id INT PRIMARY KEY', 'column workspaces.id'],
    ['id TEXT PRIMARY KEY', 'id TEXT UNIQUE', 'column workspaces.id'],
    [' COLLATE NOCASE CHECK', ' CHECK', 'column workspaces.name'],
    ['COLLATE NOCASE CHECK', 'COLLATE RTRIM CHECK', 'column workspaces.name'],
    [' CHECK (length(name) > 0)', '', 'column workspaces.name'],
    ['length(name) > 0', 'length(name) >= 0', 'column workspaces.name'],
    ['length(name) > 0', 'NOT (length(name) > 0)', 'column workspaces.name'],
    ["DEFAULT 'free'", "DEFAULT 'paid'", 'column workspaces.plan'],
    ["DEFAULT 'free'", "DEFAULT 'Free'", 'column workspaces.plan'],
    [" DEFAULT 'free'", '', 'column workspaces.plan'],
    ["'free', 'paid'", "'free'", 'column workspaces.plan'],
    ["'free', 'paid'", "'free', 'paid', 'trial'", 'column workspaces.plan'],
    ["('free', 'paid')", "('paid', 'free')", 'column workspaces.plan'],
    ["('free', 'paid')", "(plan, 'paid')", 'column workspaces.plan'],
    ['CONSTRAINT known_plan ', '', 'column workspaces.plan'],
    ['known_plan', 'plan_known', 'column workspaces.plan'],
    [' ON CONFLICT REPLACE', '', 'column workspaces.seats'],
    ['ON CONFLICT REPLACE', 'ON CONFLICT IGNORE', 'column workspaces.seats'],
    [' NOT NULL ON CONFLICT REPLACE', '', 'column workspaces.seats'],
    ['DEFAULT 5', 'DEFAULT 6', 'column workspaces.seats'],
    ['DEFAULT 5', "DEFAULT '5'", 'column workspaces.seats'],
    ['seats INTEGER', 'seats NUMERIC', 'column workspaces.seats'],
    ['DEFAULT CURRENT_TIMESTAMP', "DEFAULT 'CURRENT_TIMESTAMP'", 'column workspaces.created_at'],
    ['DEFAULT CURRENT_TIMESTAMP', 'DEFAULT CURRENT_DATE', 'column workspaces.created_at'],
    ['created_at DATETIME', 'created_at TEXT', 'column workspaces.created_at'],
    ['  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,\n', '', 'column workspaces.created_at'],
    ['created_at DATETIME', 'createdAt DATETIME', 'column workspaces.created_at'],
    ['  CONSTRAINT one_name UNIQUE (name, plan),\n', '', 'table workspaces'],
    ['UNIQUE (name, plan)', 'UNIQUE (plan, name)', 'table workspaces'],
    ['UNIQUE (name, plan)', 'UNIQUE (name, plan, seats)', 'table workspaces'],
    ['UNIQUE (name, plan)', 'UNIQUE (name, plan) ON CONFLICT IGNORE', 'table workspaces'],
    ['UNIQUE (name, plan)', 'UNIQUE (name COLLATE RTRIM, plan)', 'table workspaces'],
    [',\n  CHECK (seats BETWEEN 1 AND 100)', '', 'table workspaces'],
    ['BETWEEN 1 AND 100', 'BETWEEN 1 AND 99', 'table workspaces'],
    ['REFERENCES workspaces(id) ON DELETE CASCADE ON UPDATE CASCADE', '', 'column members.workspace_id'],
    ['ON DELETE CASCADE ON UPDATE CASCADE', 'ON DELETE RESTRICT ON UPDATE CASCADE', 'column members.workspace_id'],
    [' ON UPDATE CASCADE', '', 'column members.workspace_id'],
    ['REFERENCES workspaces(id)', 'REFERENCES workspaces(name)', 'column members.workspace_id'],
    ['user_id INT NOT NULL', 'user_id INTEGER NOT NULL', 'column members.user_id'],
    ['DEFAULT -1', 'DEFAULT 1', 'column members.invited_by'],
    ['(workspace_id, user_id DESC)', '(workspace_id, user_id)', 'table members'],
    ['(workspace_id, user_id DESC)', '(user_id DESC, workspace_id)', 'table members'],
    [' ON CONFLICT FAIL', '', 'table members'],
    [' DEFERRABLE INITIALLY DEFERRED', '', 'table members'],
    ['INITIALLY DEFERRED', 'INITIALLY IMMEDIATE', 'table members'],
    ['ON DELETE SET NULL', 'ON DELETE SET DEFAULT', 'table members'],
    [') WITHOUT ROWID, STRICT', ') STRICT', 'table members'],
    [') WITHOUT ROWID, STRICT', ') WITHOUT ROWID', 'table members'],
    [' AUTOINCREMENT', '', 'table events'],
    ['TEXT REFERENCES workspaces', 'TEXT REFERENCES workspaces(id)', 'column events.workspace_id'],
    ["->> '$.kind'", "-> '$.kind'", 'column events.kind'],
    ["'$.kind'", "'$.Kind'", 'column events.kind'],
    [' STORED', '', 'column events.kind'],
    ['substr(payload, 1, 10)', 'substr(payload, 1, 7)', 'column events.day'],
    ['VIRTUAL,', 'STORED,', 'column events.day'],
    ['DEFAULT (1.0 / 3)', 'DEFAULT (1 / 3)', 'column events.score'],
    ['kind DESC', 'kind', 'index events_by_kind'],
    ['(workspace_id, kind DESC)', '(kind DESC, workspace_id)', 'index events_by_kind'],
    ['(workspace_id, kind DESC)', '(workspace_id)', 'index events_by_kind'],
    ['CREATE UNIQUE INDEX', 'CREATE INDEX', 'index events_by_day'],
    ['day COLLATE NOCASE', 'day', 'index events_by_day'],
    ['lower(kind)', 'upper(kind)', 'index events_by_day'],
    [" WHERE kind = 'Run' AND score > 1", '', 'index events_by_day'],
    ["kind = 'Run'", "kind = 'run'", 'index events_by_day'],
    ['SELECT DISTINCT', 'SELECT', 'view busy'],
    ['LEFT JOIN', 'JOIN', 'view busy'],
    ['AS workspaceId', 'AS workspaceid', 'view busy'],
    ["w.plan = 'paid'", "w.plan <> 'paid'", 'view busy'],
    ['count(*) > 3', 'count(*) > 4', 'view busy'],
    [' ORDER BY w.id DESC', '', 'view busy'],
    ['AFTER UPDATE', 'BEFORE UPDATE', 'trigger keep_score'],
    ['OF payload, score ', '', 'trigger keep_score'],
    [' WHEN new.score < old.score', '', 'trigger keep_score'],
    ['  UPDATE events SET score = old.score WHERE id = new.id;\n', '', 'trigger keep_score'],
    ["VALUES ('kept')", "VALUES ('Kept')", 'trigger keep_score'],
    ['RAISE(ABORT', 'RAISE(FAIL', 'trigger no_rename'],
    ['BEFORE UPDATE ON', 'BEFORE DELETE ON', 'trigger no_rename'],
    [' UNINDEXED', '', 'table notes'],
    ['porter ascii', 'ascii', 'table notes'],
  ])('%j to %j', async (edit, replacement, object) => {
    expect(SCHEMA).toContain(edit);
    const script = splitStatements(SCHEMA.replace(edit, replacement)).statements.map(({ text }) => text);
    const schema = await edited(script);
    if (schema === null) throw new Error('SQLite refuses this edit, so that it proves nothing');
    for (const differences of [compareSchemas(ORIGINAL, schema), compareSchemas(schema, ORIGINAL)]) {
      expect(schemaVerdict(differences)).toBe('wrong');
      expect(new Set(differences.map((difference) => difference.object))).toContain(object);
    }
    // The letter case of a name without quotes is no part of the digest.
    expect(schema.digest === ORIGINAL.digest).toBe(
      edit.toLowerCase() === replacement.toLowerCase() && !edit.includes("'"),
    );
  });
});

test.each(STATEMENTS.map((text) => [text.slice(0, text.indexOf('(')).replace(/\s+/g, ' '), text]))(
  'no word can be taken out of %s without being missed',
  async (_, text) => {
    let accepted = 0;
    for (const token of tokenize(text).filter(({ kind }) => kind !== 'punctuation')) {
      const without = text.slice(0, token.start) + text.slice(token.end);
      const schema = await edited(STATEMENTS.map((statement) => (statement === text ? without : statement)));
      if (schema === null) continue;
      accepted++;
      expect(schemaVerdict(compareSchemas(ORIGINAL, schema)), `without ${token.text} at ${token.start}`).toBe('wrong');
    }
    expect(accepted).toBeGreaterThan(0);
  },
);
