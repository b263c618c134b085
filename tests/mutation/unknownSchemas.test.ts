import { expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { mutateSchema } from '../../harness/mutation/mutateSchema.ts';
import { databaseOf } from '../generate/database.ts';

/** Small schemas in which a mutant lived once, and what it was that did not show. */
const SCHEMAS: readonly (readonly [what: string, sql: string])[] = [
  [
    'CHECKs that need each other',
    `CREATE TABLE shapes (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('circle', 'box')), radius REAL CHECK (radius > 0), width REAL, height REAL,
      CHECK ((kind = 'circle') = (radius IS NOT NULL)), CHECK (width * height <= 1000))`,
  ],
  [
    'sums, differences and lengths at their bound',
    `CREATE TABLE sums (lo INT NOT NULL, hi INT NOT NULL, step INT NOT NULL CHECK (step <> 0), CHECK (hi - lo < 1000), CHECK (NOT (step < 0 AND lo = 0)));
     CREATE TABLE lengths (code TEXT CHECK (code = upper(code) AND length(code) < 8), a TEXT, b TEXT, CHECK (coalesce(length(a), 0) + coalesce(length(b), 0) <= 20))`,
  ],
  [
    'columns that CHECKs compare with each other, some of them keys',
    `CREATE TABLE places (country TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (country, code));
     CREATE TABLE twins (a TEXT NOT NULL, b TEXT NOT NULL, c TEXT NOT NULL, d TEXT NOT NULL, CHECK (a <> c OR b <> d),
       FOREIGN KEY (a, b) REFERENCES places (country, code), FOREIGN KEY (c, d) REFERENCES places (country, code))`,
  ],
  [
    'dates in columns without a type of their own',
    'CREATE TABLE loans (id INTEGER PRIMARY KEY, lent DATE NOT NULL, due DATE NOT NULL, back DATE, CHECK (due > lent), CHECK (back IS NULL OR back >= lent))',
  ],
  [
    'documents behind generated columns and indexes',
    `CREATE TABLE docs (body TEXT NOT NULL CHECK (json_valid(body)), kind TEXT AS (json_extract(body, '$.kind')) STORED NOT NULL);
     CREATE INDEX docs_kind ON docs (kind)`,
  ],
  [
    'parents of which there are few',
    `CREATE TABLE openings (eco TEXT PRIMARY KEY CHECK (eco >= 'A00' AND eco <= 'E99' AND length(eco) = 3)) WITHOUT ROWID;
     CREATE TABLE games (id INTEGER PRIMARY KEY, eco TEXT NOT NULL REFERENCES openings (eco))`,
  ],
  [
    'indexes in a collation of their own, and of some rows',
    `CREATE TABLE items (id INTEGER PRIMARY KEY, a TEXT, b INT, c TEXT NOT NULL, UNIQUE (b, c));
     CREATE INDEX items_a ON items (a COLLATE NOCASE, b);
     CREATE UNIQUE INDEX items_c ON items (c) WHERE b > 5`,
  ],
  [
    'triggers that look elsewhere, and their place beside constraints',
    `CREATE TABLE threads (id INTEGER PRIMARY KEY, locked INT NOT NULL DEFAULT 0, posts INT NOT NULL DEFAULT 0);
     CREATE TABLE posts (id INTEGER PRIMARY KEY, thread INT NOT NULL REFERENCES threads (id) ON DELETE CASCADE);
     CREATE TRIGGER locked BEFORE INSERT ON posts WHEN (SELECT locked FROM threads WHERE id = new.thread) = 1 BEGIN SELECT RAISE(ABORT, 'locked'); END;
     CREATE TRIGGER counted AFTER INSERT ON posts BEGIN UPDATE threads SET posts = posts + 1 WHERE id = new.thread; END`,
  ],
  [
    'conflict clauses',
    `CREATE TABLE conflicts (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, a TEXT UNIQUE ON CONFLICT FAIL, b TEXT NOT NULL ON CONFLICT IGNORE, c TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'x')`,
  ],
  [
    'aggregates and branches of a view',
    `CREATE TABLE games (id INTEGER PRIMARY KEY, home INT, away INT, team TEXT NOT NULL);
     CREATE VIEW results AS SELECT team, CASE WHEN g.home > g.away THEN 'H' WHEN g.home = g.away THEN 'D' ELSE 'A' END AS result FROM games AS g;
     CREATE VIEW goals AS SELECT team, sum(home) AS scored, max(away) AS most, count(DISTINCT home) AS kinds FROM games GROUP BY team`,
  ],
  [
    'one row at most',
    "CREATE TABLE config (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, level TEXT NOT NULL DEFAULT 'info')",
  ],
];

test.each(SCHEMAS)('no mutant lives on: %s', async (_, sql) => {
  const { engine, schema } = await databaseOf(sql);
  await engine.close();
  const { all } = await mutateSchema(() => openBetterSqlite3(), schema);
  expect(all.survivors.map(({ operator, object, what }) => `${operator}, ${object}: ${what}`)).toEqual([]);
  expect(all.stillborn).toBe(0);
});

test('a key that points at what is no key does not keep the rest from being mutated', async () => {
  const { schema } = await databaseOf(
    'CREATE TABLE p (a TEXT, n INT CHECK (n > 3)); CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT REFERENCES p (a))',
  );
  const { all } = await mutateSchema(() => openBetterSqlite3(), schema, {
    selects: ({ object }) => object === 'table p',
  });
  expect(all.survivors).toEqual([]);
  expect(all.killed).toBeGreaterThan(15);
});
