import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startD1 } from '../../../harness/engines/d1/d1.ts';
import { sqlError } from '../../../harness/engines/d1/failure.ts';

const PARENT = 'CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT UNIQUE)';
const CHILD = 'CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)';
const ROWS = "INSERT INTO p VALUES (1, 'a'), (2, 'b')";

/** Scripts whose fate on D1 is not obvious. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  'goes through': [PARENT, CHILD, ROWS, 'INSERT INTO c VALUES (1)', 'DELETE FROM p WHERE id = 2'],
  'breaks a constraint in the middle': [PARENT, ROWS, ROWS, 'CREATE TABLE later (a)'],
  'drops a referenced parent': [PARENT, CHILD, ROWS, 'INSERT INTO c VALUES (1)', 'DROP TABLE p', PARENT],
  'leaves an orphan to the commit': [PARENT, CHILD, 'PRAGMA defer_foreign_keys = ON', 'INSERT INTO c VALUES (7)'],
  'settles an orphan before the commit': [
    PARENT,
    CHILD,
    'PRAGMA defer_foreign_keys = ON',
    'INSERT INTO c VALUES (2)',
    ROWS,
  ],
  'rolls back by itself': [PARENT, ROWS, "INSERT OR ROLLBACK INTO p VALUES (3, 'a')"],
  'asks for what is refused': [PARENT, 'PRAGMA journal_mode = WAL'],
  'makes a temporary table': ['CREATE TEMP TABLE t (a)'],
  'adds a constraint': [PARENT, 'ALTER TABLE p ADD CONSTRAINT positive CHECK (id > 0)'],
  'quotes a name that nothing has': [PARENT, 'CREATE INDEX i ON p ("nothing")'],
  'is no SQL': ['CREATE TABEL t (a)'],
  'has six terms': [
    PARENT,
    'CREATE TABLE t AS SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6',
  ],
  'has a trigger with semicolons': [
    PARENT,
    'CREATE TRIGGER t AFTER INSERT ON p BEGIN UPDATE p SET name = 1; SELECT 1; END',
  ],
};
const NAMES = Object.keys(SCRIPTS);

const SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY rowid";
const PARENTS = 'SELECT typeof(id), id, name FROM p';
const CHILDREN = 'SELECT p FROM c';

const WORKER = `export default { async fetch(request, env) {
  const { database, statements } = await request.json();
  try {
    const results = await env[database].batch(statements.map((text) => env[database].prepare(text)));
    return Response.json({ rows: results.map(({ results }) => results.map(Object.values)) });
  } catch (error) {
    return Response.json({ error: error.message });
  }
} }`;

const d1 = startD1({ now: Date.now });
const miniflare = new Miniflare({
  modules: true,
  script: WORKER,
  cf: false,
  d1Databases: NAMES.map((_, at) => `D${at}`),
  handleRuntimeStdio() {},
});
beforeAll(() => miniflare.ready);
afterAll(() => Promise.all([d1.stop(), miniflare.dispose()]));

async function batch(database: string, statements: readonly string[]) {
  const body = JSON.stringify({ database, statements });
  const response = await miniflare.dispatchFetch('http://d1/', { method: 'POST', body });
  return (await response.json()) as { readonly rows?: readonly unknown[][]; readonly error?: string };
}

describe('a script on our Durable Object and as a batch of the D1 binding', () => {
  test.each(NAMES)('%s: the same end, the same words and the same database', async (name) => {
    const database = `D${NAMES.indexOf(name)}`;
    const statements = SCRIPTS[name] ?? [];
    const engine = await d1.open();
    const failure = await engine.apply(
      statements.map((text) => ({ text })),
      { foreignKeys: 'on' },
    );
    const { error } = await batch(database, statements);
    expect(failure === null).toBe(error === undefined);
    if (failure !== null && error !== undefined && !error.includes('internal error')) {
      const { code, message } = sqlError(error.replace(/^D1_ERROR: /, ''));
      expect({ code: failure.code, message: failure.message }).toEqual({ code, message });
    }
    for (const query of [SCHEMA, PARENTS, CHILDREN]) {
      const rows = await engine.query(query).catch(() => null);
      const theirs = (await batch(database, [query])).rows?.[0] ?? null;
      expect(
        rows?.map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value))) ?? null,
      ).toEqual(theirs);
    }
  });
});
