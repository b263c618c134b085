import { describe, expect, test } from 'vitest';
import { lintRollback, lintSteps } from './linting.ts';

type Case = readonly [hazard: string, scripts: readonly string[]];

/** What looks like a danger to a careless reader and is none. */
const HARMLESS: readonly Case[] = [
  ['star-copy', ['CREATE TABLE a (x, y); CREATE TABLE b (x, z); INSERT INTO b SELECT * FROM a;']],
  ['star-copy', ['CREATE TABLE a (x, y); CREATE TABLE b AS SELECT * FROM a; INSERT INTO b SELECT * FROM a;']],
  ['star-copy', ['CREATE TABLE a (x, y); CREATE VIEW v AS SELECT y, x FROM a; INSERT INTO a SELECT * FROM v;']],
  ['positional-insert', ['CREATE TABLE a (x, y AS (x)); INSERT INTO a VALUES (1);']],
  ['positional-insert', ['CREATE TABLE a (x, y); INSERT INTO a SELECT * FROM b JOIN c USING (id);']],
  ['positional-insert', ['CREATE TABLE a (x, y); INSERT INTO a DEFAULT VALUES;']],
  ['positional-insert', ['CREATE TABLE a (x, y); INSERT INTO a WITH c AS (SELECT 1, 2) SELECT * FROM c;']],
  ['positional-insert', ['CREATE VIRTUAL TABLE a USING fts5 (x, y); INSERT INTO a (a) VALUES (1);']],
  [
    'replace-on-parent',
    ['CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a);', 'REPLACE INTO a VALUES (1);'],
  ],
  ['replace-on-parent', ["UPDATE a SET x = replace(x, 'a', 'b');"]],
  ['rollback-conflict', ["INSERT INTO a VALUES ('or rollback into'); -- on conflict rollback"]],
  ['if-not-exists-hides', ['CREATE TABLE a (x TEXT);', 'CREATE TABLE IF NOT EXISTS "a" ( x  text );']],
  ['if-not-exists-hides', ['CREATE TABLE a (x); DROP TABLE a;', 'CREATE TABLE IF NOT EXISTS a (y);']],
  ['if-not-exists-hides', ['CREATE VIEW v AS SELECT 1;', 'CREATE VIEW IF NOT EXISTS v AS\n select 1;']],
  ['non-deterministic-expression', ["CREATE TABLE a (x DEFAULT (datetime('now')), y AS (date(x, '+1 day')));"]],
  [
    'non-deterministic-expression',
    ["CREATE TABLE a (x CHECK (x <> 'now'), random TEXT); CREATE INDEX i ON a (random);"],
  ],
  [
    'double-quoted-string',
    ['CREATE TABLE "my table" ("a b" TEXT DEFAULT "x"); SELECT "a b" FROM "my table" ORDER BY "a b";'],
  ],
  [
    'double-quoted-string',
    ['CREATE TABLE a (x); CREATE VIEW v ("y") AS SELECT x AS "z" FROM a ORDER BY "z";', 'SELECT "y" FROM v;'],
  ],
  ['double-quoted-string', ['CREATE TABLE a (x); INSERT INTO a ("x") VALUES (1) ON CONFLICT ("x") DO NOTHING;']],
  ['double-quoted-string', ['INSERT INTO unknown ("p", "q") VALUES (1, 2);']],
  ['double-quoted-string', ['CREATE TABLE a (x); UPDATE a SET x = "a"."x" WHERE "rowid" = 1;']],
  ['double-quoted-string', ['CREATE TABLE a (x); SELECT "value" FROM a, json_each(a.x);']],
  ['double-quoted-string', ['CREATE TABLE a (x); WITH c ("n") AS (SELECT x FROM a) SELECT "n" FROM c;']],
  ['double-quoted-string', ['CREATE TABLE a (x); CREATE INDEX i ON a ("x" COLLATE "NOCASE") WHERE "x" > 1;']],
  [
    'key-takes-null',
    ['CREATE TABLE a (id INTEGER, PRIMARY KEY (id)); CREATE TABLE b (k TEXT PRIMARY KEY) WITHOUT ROWID;'],
  ],
  ['numeric-type-for-text', ['CREATE TABLE a (x DECIMAL(10, 2), y BOOLEAN, z NUMERIC, t TEXT);']],
  [
    'affinity-changed',
    [
      'CREATE TABLE a (x INTEGER);',
      'CREATE TABLE b (x BIGINT); INSERT INTO b SELECT x FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
  ],
  [
    'affinity-changed',
    [
      'CREATE TABLE a (x UUID);',
      'CREATE TABLE b (x TEXT); INSERT INTO b SELECT x FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
  ],
  [
    'rebuild-loses-clauses',
    [
      'CREATE TABLE a (x NOT NULL, y);',
      'CREATE TABLE b (x, y); INSERT INTO b SELECT x, y FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
  ],
  [
    'rebuild-loses-clauses',
    [
      'CREATE TABLE a (x UNIQUE, y);',
      'CREATE TABLE b (x, y NOT NULL); INSERT INTO b SELECT x, y FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a; CREATE UNIQUE INDEX a_x ON a ("x");',
    ],
  ],
  [
    'rebuild-loses-clauses',
    ['CREATE TABLE a (x, y NOT NULL CHECK (y > 0));', 'ALTER TABLE a DROP COLUMN y; ALTER TABLE a ADD COLUMN z;'],
  ],
  [
    'unique-index-behind-foreign-key',
    [
      'CREATE TABLE p (x UNIQUE); CREATE UNIQUE INDEX i ON p (x); CREATE TABLE c (x REFERENCES p (x));',
      'DROP INDEX i;',
    ],
  ],
  [
    'unique-index-behind-foreign-key',
    [
      'CREATE TABLE p (x); CREATE UNIQUE INDEX i ON p (x); CREATE TABLE c (x REFERENCES p (x));',
      'DROP TABLE c; DROP INDEX i;',
    ],
  ],
  [
    'reference-to-missing-key',
    [
      'CREATE TABLE c (x REFERENCES p, y REFERENCES c (x)); CREATE UNIQUE INDEX i ON c (x); CREATE TABLE p (id INTEGER PRIMARY KEY);',
    ],
  ],
  [
    'reference-to-missing-key',
    ['CREATE TABLE p (a, b, UNIQUE (b, a)); CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p (a, b));'],
  ],
  [
    'reference-to-missing-key',
    [
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));',
      'ALTER TABLE p RENAME COLUMN id TO key; ALTER TABLE p RENAME TO q;',
    ],
  ],
  ['partial-index-in-list', ["CREATE INDEX i ON a (x) WHERE y IN ('only');"]],
  [
    'backfill-moves-updated-at',
    [
      'CREATE TABLE a (x, y, updated_at); CREATE TRIGGER t AFTER UPDATE OF y ON a BEGIN UPDATE a SET updated_at = 1; END;',
      'UPDATE a SET x = 1;',
    ],
  ],
  [
    'backfill-moves-updated-at',
    [
      'CREATE TABLE a (x, updated_at); CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE a SET updated_at = 1; END;',
      'UPDATE a SET x = 1, updated_at = updated_at;',
    ],
  ],
  [
    'star-in-a-view',
    ['CREATE TABLE a (x); CREATE VIEW v AS SELECT count(*) FROM a UNION SELECT 1;', 'ALTER TABLE a ADD COLUMN y;'],
  ],
  [
    'transaction-command',
    ["INSERT INTO a VALUES ('COMMIT;'); CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;"],
  ],
  ['analyze-inside', ['CREATE TABLE analyze_log (x); PRAGMA table_info(a);']],
  ['legacy-alter-table', ['PRAGMA legacy_alter_table = OFF; PRAGMA legacy_alter_table;']],
  [
    'd1-limits',
    [
      `SELECT max(${'1, '.repeat(31)}1); INSERT INTO a VALUES ${'(1), '.repeat(200)}(1); SELECT 1 WHERE 1 IN (${'1, '.repeat(200)}1);`,
    ],
  ],
  [
    'd1-limits',
    [
      `CREATE TABLE a (${Array.from({ length: 100 }, (_, n) => `c${n}`).join(', ')}); SELECT c0 LIKE '${'x'.repeat(50)}' FROM a;`,
    ],
  ],
  [
    'd1-limits',
    [
      'SELECT 1 UNION SELECT 2 UNION SELECT 3; SELECT (SELECT 1 UNION SELECT 2) UNION SELECT (SELECT 3 UNION SELECT 4 UNION SELECT 5);',
    ],
  ],
  [
    'd1-refused-statements',
    [
      'DROP TABLE IF EXISTS a; CREATE TABLE regexp (x); INSERT INTO regexp (x) VALUES (1); PRAGMA defer_foreign_keys = on;',
    ],
  ],
  [
    'd1-newer-sql',
    ['ALTER TABLE a ADD COLUMN "constraint"; ALTER TABLE a DROP COLUMN x; ALTER TABLE a ADD y CHECK (y > 0);'],
  ],
  [
    'd1-trigger-spelling',
    ['CREATE TRIGGER "case" AFTER INSERT ON a WHEN CASE WHEN new.x THEN 1 ELSE 0 END BEGIN SELECT 1; END;'],
  ],
  ['transaction-text-in-literal', ['-- dumped with BEGIN TRANSACTION; and the like\nSELECT 1;']],
  ['transaction-text-in-literal', ["-- begin transaction\nINSERT INTO a VALUES ('COMMIT;');"]],
  [
    'transaction-text-in-literal',
    ["BEGIN TRANSACTION; INSERT INTO a VALUES ('x'); COMMIT; INSERT INTO a VALUES ('COMMIT;');"],
  ],
  [
    'wrangler-cuts-statement',
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN 1 THEN 2 END; END;'],
  ],
  [
    'wrangler-cuts-statement',
    ['create trigger t after insert on a begin update b set x = 1; select 1; end;\nSELECT 1;'],
  ],
  [
    'wrangler-cuts-statement',
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN -- first\n  SELECT 1; /* then */ SELECT 2; END;'],
  ],
  ['wrangler-cuts-statement', ['UPDATE a SET x=CASE WHEN 1 THEN 2 END; SELECT 1;']],
  [
    'wrangler-cuts-statement',
    ['INSERT INTO a VALUES (\'a;b\', "c;d", `e;f`); -- g;h\nSELECT [i] /* j;k */, 1/*l*/+2;'],
  ],
  ['wrangler-cuts-statement', ['/* a *//* b */SELECT/* c */ 1 /* d */FROM a;']],
];

/** Further forms of a danger that its page does not show. */
const DANGEROUS: readonly Case[] = [
  ['star-copy', ['CREATE TABLE a (x, y); CREATE TABLE b (x, y); INSERT INTO b (y, x) SELECT * FROM a;']],
  ['star-copy', ['CREATE TABLE a (x); INSERT INTO a SELECT * FROM nobody_knows;']],
  ['positional-insert', ['CREATE TABLE a (x, y); CREATE TABLE b (x); INSERT INTO a SELECT * FROM b;']],
  ['positional-insert', ['CREATE TABLE a (x, y AS (x)); CREATE TABLE b (x); INSERT INTO b SELECT * FROM a;']],
  ['positional-insert', ['CREATE TABLE a (x, y); INSERT INTO a (x, y) VALUES (1);']],
  [
    'positional-insert',
    ['CREATE TABLE a (x); CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO a VALUES (1, 2); END;'],
  ],
  ['star-in-a-view', ['CREATE TABLE a (x); CREATE VIEW v (x) AS SELECT * FROM a;', 'ALTER TABLE a ADD COLUMN y;']],
  ['star-in-a-view', ['CREATE TABLE a (x); CREATE VIEW v AS SELECT * FROM a;', 'ALTER TABLE a ADD COLUMN y;']],
  [
    'replace-on-parent',
    [
      'CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a ON DELETE SET NULL);',
      'WITH c AS (SELECT 1) INSERT OR REPLACE INTO a SELECT * FROM c;',
    ],
  ],
  ['rollback-conflict', ['update or rollback a set x = 1;']],
  ['if-not-exists-hides', ['CREATE VIEW v AS SELECT 1;', 'CREATE VIEW IF NOT EXISTS v AS SELECT 2;']],
  [
    'if-not-exists-hides',
    ['CREATE TABLE a (x TEXT NOT NULL);', 'CREATE TABLE IF NOT EXISTS a (x TEXT NOT NULL UNIQUE);'],
  ],
  ['non-deterministic-expression', ['CREATE TABLE a (x); CREATE INDEX i ON a (x) WHERE x < CURRENT_TIMESTAMP;']],
  ['non-deterministic-expression', ["CREATE TABLE a (x CHECK (x < strftime('%s')));"]],
  ['non-deterministic-expression', ["CREATE TABLE a (x); CREATE INDEX i ON a (datetime(x, 'localtime'));"]],
  ['double-quoted-string', ['CREATE TABLE a (x CHECK (x IN ("p", "q")));']],
  ['double-quoted-string', ['INSERT INTO unknown (p) VALUES ("text");']],
  [
    'affinity-changed',
    [
      'CREATE TABLE a (x TEXT);',
      'ALTER TABLE a ADD COLUMN y INTEGER; ALTER TABLE a DROP COLUMN x; ALTER TABLE a RENAME COLUMN y TO x;',
    ],
  ],
  [
    'rebuild-loses-clauses',
    [
      'CREATE TABLE p (x PRIMARY KEY); CREATE TABLE a (x REFERENCES p ON DELETE CASCADE);',
      'ALTER TABLE a RENAME TO o; CREATE TABLE a (x REFERENCES p, y); INSERT INTO a (x) SELECT x FROM o; DROP TABLE o;',
    ],
  ],
  ['reference-to-missing-key', ['CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (x REFERENCES p);', 'DROP TABLE p;']],
  ['reference-to-missing-key', ['CREATE TABLE p (x); CREATE TABLE c (x REFERENCES p);']],
  ['legacy-alter-table', ['PRAGMA legacy_alter_table(1);']],
  ['transaction-command', ['SAVEPOINT a; RELEASE a;']],
  ['analyze-inside', ['PRAGMA optimize;']],
  ['d1-limits', [`SELECT '${'x'.repeat(100_000)}';`]],
  ['d1-limits', [`CREATE TABLE a (${Array.from({ length: 101 }, (_, n) => `c${n}`).join(', ')});`]],
  ['d1-limits', [`SELECT max(${'1, '.repeat(32)}1);`]],
  ['d1-refused-statements', ['VACUUM;']],
  ['d1-refused-statements', ['CREATE TABLE _cf_a (x);']],
  ['d1-newer-sql', ['ALTER TABLE a DROP CONSTRAINT c;']],
  ['transaction-text-in-literal', ['-- BEGIN TRANSACTION\n-- and again: BEGIN TRANSACTION\nSELECT 1;']],
  ['transaction-text-in-literal', ['-- this script needs no BEGIN TRANSACTION\nSELECT 1;']],
  ['transaction-text-in-literal', ["-- BEGIN TRANSACTION;\nINSERT INTO a VALUES ('COMMIT;');"]],
  ['transaction-text-in-literal', ["BEGIN TRANSACTION; INSERT INTO a VALUES ('BEGIN TRANSACTION'); COMMIT;"]],
  ['wrangler-cuts-statement', ['CREATE TRIGGER t AFTER INSERT ON a WHEN (new.x)BEGIN SELECT 1; SELECT 2; END;']],
  ['wrangler-cuts-statement', ['CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x=case when 1 then 2 end; END;']],
  ['wrangler-cuts-statement', ['SELECT 1/* a */\n;\nSELECT 2/* b */AS c;']],
];

describe('a hazard', () => {
  test.each(HARMLESS)('%s is silent about what only looks like it: %j', (id, scripts) => {
    expect(lintSteps(scripts, id).flat()).toEqual([]);
  });

  test.each(DANGEROUS)('%s is seen in another form: %j', (id, scripts) => {
    expect(lintSteps(scripts, id).at(-1)).not.toEqual([]);
  });
});

describe('a rollback', () => {
  const dropped = ['CREATE TABLE a (x, y);', 'ALTER TABLE a DROP COLUMN y;'];

  test.each([
    ['fills the column again', dropped, 'ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 1;', 0],
    ['fills it with something else', dropped, 'ALTER TABLE a ADD COLUMN y; UPDATE a SET x = 1;', 1],
    [
      'brings the table back by its name',
      ['CREATE TABLE a (x);', 'ALTER TABLE a RENAME TO b;'],
      'ALTER TABLE b RENAME TO a;',
      0,
    ],
    [
      'brings it back as a copy',
      ['CREATE TABLE a (x);', 'CREATE TABLE b AS SELECT * FROM a; DROP TABLE a;'],
      'CREATE TABLE a AS SELECT * FROM b;',
      0,
    ],
    ['brings it back empty', ['CREATE TABLE a (x);', 'DROP TABLE a;'], 'CREATE TABLE a (x);', 1],
    [
      'of a step that says so',
      ['CREATE TABLE a (x);', '-- stepproof: irreversible "not needed"\nDROP TABLE a;'],
      'CREATE TABLE a (x);',
      0,
    ],
  ])('that %s', (_, scripts, rollback, amount) => {
    expect(lintRollback(scripts, rollback, 'dropped-data-comes-back-empty')).toHaveLength(amount);
  });

  test('has to bring back every clause, whatever the step has lost', () => {
    const rebuilt = (definition: string) =>
      `CREATE TABLE n (${definition}); INSERT INTO n (x) SELECT x FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;`;
    const scripts = ['CREATE TABLE a (x DEFAULT 1);', rebuilt('x DEFAULT 2')];
    expect(lintRollback(scripts, rebuilt('x DEFAULT 3'), 'rebuild-loses-clauses')).toHaveLength(1);
    expect(lintRollback(scripts, rebuilt('x DEFAULT (1)'), 'rebuild-loses-clauses')).toEqual([]);
  });
});
