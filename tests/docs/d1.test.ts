import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobQueue, traceList } from '../../application/queries.ts';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import { explain, planLines } from '../../harness/inspect/queryPlan.ts';
import type { Engine } from '../../harness/model/engine.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { bound } from '../application/bound.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/d1.md'), 'utf8');
const LADDER = readdirSync(join(ROOT, 'migrations')).sort();

const d1 = startD1({ now: Date.now });
afterAll(() => d1.stop());

const ON = { foreignKeys: 'on' } as const;

/** The reference application's database as so many steps of its ladder left it, with rows. */
const after: Engine[] = [];
beforeAll(async () => {
  let engine = await d1.open();
  for (const file of LADDER) {
    expect(await run(engine, readFileSync(join(ROOT, 'migrations', file), 'utf8'))).toBeNull();
    if (after.length === 0) await run(engine, ROWS);
    after.push(engine);
    engine = await engine.fork();
  }
});

const ROWS = `
  INSERT INTO users (id, email, name) VALUES ('u1', 'ann@example.com', 'Ann'), ('u2', 'bob@example.com', 'Bob');
  INSERT INTO workspaces (id, name) VALUES ('w1', 'One');
  INSERT INTO workspace_members (id, workspace_id, user_id, role) VALUES ('m1', 'w1', 'u1', 'owner'), ('m2', 'w1', 'u2', 'member');
  INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted) VALUES ('i1', 'w1', 'langfuse', 'Main', 'x');
`;

async function run(engine: Engine, sql: string): Promise<string | null> {
  const failure = await engine.apply(scriptOf('script.sql', sql).statements, ON);
  return failure === null ? null : `${failure.code}: ${failure.message}`;
}

/** A copy to write on, as the ladder stands after a step. */
async function at(step: number): Promise<Engine> {
  const engine = after[step - 1];
  if (engine === undefined) throw new Error(`there is no step ${step}`);
  return engine.fork();
}

async function planOf(engine: Engine, text: string, values: readonly SqlValue[] = []): Promise<string> {
  return planLines(await explain(engine, { text, values })).join('; ');
}

test('the page speaks of each of the nine recommendations', () => {
  const rows = [...PAGE.matchAll(/^\| (\d) \|/gm)].map(([, number]) => Number(number));
  expect(rows).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

describe('1: write-ahead logging', () => {
  test.each(['PRAGMA journal_mode', 'PRAGMA journal_mode = WAL', 'PRAGMA synchronous = NORMAL'])(
    '%s is refused',
    async (pragma) => {
      await expect((await at(1)).query(pragma)).rejects.toThrow('not authorized');
    },
  );
});

describe('2: updated_at', () => {
  const updated = async (engine: Engine, set: string) => {
    expect(await run(engine, "UPDATE workspaces SET updated_at = '2001-01-01 00:00:00';")).toBeNull();
    expect(await run(engine, `UPDATE workspaces SET ${set};`)).toBeNull();
    return (await engine.query('SELECT updated_at FROM workspaces'))[0]?.[0];
  };
  const PLAIN =
    'CREATE TRIGGER moves AFTER UPDATE ON workspaces BEGIN UPDATE workspaces SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id; END;';

  test('a plain trigger moves it, and writes over what the application wrote', async () => {
    const engine = await at(1);
    expect(await run(engine, PLAIN)).toBeNull();
    expect(await updated(engine, "name = 'Two'")).toBe('2026-01-01 00:00:00');
    expect(await updated(engine, "updated_at = '1999-09-09 00:00:00'")).toBe('2026-01-01 00:00:00');
  });

  test('a trigger that looks whether it was written moves it, and keeps what the application wrote', async () => {
    const engine = await at(LADDER.length);
    expect(await updated(engine, "name = 'Two'")).toBe('2026-01-01 00:00:00');
    expect(await updated(engine, "updated_at = '1999-09-09 00:00:00'")).toBe('1999-09-09 00:00:00');
  });

  test('with recursive triggers the plain one fails, and the other does not', async () => {
    const engine = await at(1);
    await run(engine, PLAIN);
    const recursive = "PRAGMA recursive_triggers = ON; UPDATE workspaces SET name = 'Two';";
    expect(await run(engine, recursive)).toMatch(/too many levels of trigger recursion|triggers nested too deep/);
    expect(await run(await at(LADDER.length), recursive)).toBeNull();
  });
});

describe('3: slow queries', () => {
  test('rows read tell a search from a scan, whatever the clock says', async () => {
    const engine = await at(1);
    const rows = Array.from({ length: 200 }, (_, n) => `('v${n}', 'w1', 'langfuse', 'n${n}', 'x')`).join(', ');
    await run(engine, `INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted) VALUES ${rows};`);
    const attempts = await engine.attempt([
      [{ text: "SELECT name FROM integrations WHERE id = 'v7'" }],
      [{ text: "SELECT name FROM integrations WHERE name = 'n7'" }],
    ]);
    expect(attempts.map(({ cost }) => cost?.rowsRead)).toEqual([1, 201]);
  });
});

describe('4: a name once in each workspace', () => {
  const UNIQUE = 'CREATE UNIQUE INDEX once ON integrations (workspace_id, name);';

  test('the unique index refuses a second one', async () => {
    const engine = await at(1);
    expect(await run(engine, UNIQUE)).toBeNull();
    const second =
      "INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted) VALUES ('i2', 'w1', 'p', 'Main', 'x');";
    expect(await run(engine, second)).toBe(
      'SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: integrations.workspace_id, integrations.name',
    );
  });

  test('with the name there twice the script fails, and nothing of it stays', async () => {
    const engine = await at(1);
    await run(
      engine,
      "INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted) VALUES ('i2', 'w1', 'p', 'Main', 'x');",
    );
    expect(await run(engine, `CREATE TABLE before (a); ${UNIQUE}`)).toMatch(/^SQLITE_CONSTRAINT_UNIQUE/);
    expect(await engine.query("SELECT name FROM sqlite_schema WHERE name IN ('before', 'once')")).toEqual([]);
  });
});

describe('5: covering indexes', () => {
  test('the narrow list is answered by the index alone and without a sort', async () => {
    const { text, values } = bound(traceList('w1'));
    const plan = await planOf(await at(7), text, values as readonly SqlValue[]);
    expect(plan).toContain('USING COVERING INDEX idx_traces_list_covering (workspace_id=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test('every column of the table is not', async () => {
    const text = 'SELECT t.* FROM traces AS t WHERE t.workspace_id = ? ORDER BY t.timestamp DESC, t.id DESC';
    const plan = await planOf(await at(7), text, ['w1']);
    expect(plan).toContain('idx_traces');
    expect(plan).not.toContain('COVERING');
  });
});

describe('6: JSON', () => {
  test('json_valid in a CHECK refuses broken documents, and says nothing of their shape', async () => {
    const engine = await at(1);
    expect(await run(engine, 'CREATE TABLE d (doc TEXT CHECK (json_valid(doc)));')).toBeNull();
    for (const broken of ['{a:1}', '[1,]', ''])
      expect(await run(engine, `INSERT INTO d VALUES ('${broken}');`)).toMatch(/^SQLITE_CONSTRAINT_CHECK/);
    for (const taken of ["'null'", 'NULL', "'7'", '\'{"a":1,"a":2}\''])
      expect(await run(engine, `INSERT INTO d VALUES (${taken});`)).toBeNull();
  });

  test('a column of type JSON makes a number of a text that looks like one, a TEXT column does not', async () => {
    const engine = await at(1);
    await run(engine, "CREATE TABLE d (a JSON, b TEXT); INSERT INTO d VALUES ('1.50', '1.50');");
    expect(await engine.query('SELECT a, b FROM d')).toEqual([[1.5, '1.50']]);
  });
});

describe('7: partial indexes', () => {
  const JOBS =
    "SELECT id FROM jobs WHERE workspace_id = ? AND status IN ('queued', 'running') ORDER BY created_at DESC";

  test('serve a query that repeats their words', async () => {
    const { text, values } = bound(jobQueue('w1'));
    const plan = await planOf(await at(8), text, values as readonly SqlValue[]);
    expect(plan).toContain('idx_jobs_active');
    expect(plan).not.toContain('TEMP B-TREE');
    const integrations = "SELECT id, name FROM integrations WHERE workspace_id = ? AND status = 'active'";
    expect(await planOf(await at(8), integrations, ['w1'])).toContain('idx_integrations_active');
  });

  test.each([
    ['the other way round', JOBS.replace("'queued', 'running'", "'running', 'queued'"), ['w1']],
    ['bound', JOBS.replace("'queued', 'running'", '?, ?'), ['w1', 'queued', 'running']],
    ['one of them', JOBS.replace("IN ('queued', 'running')", "= 'queued'"), ['w1']],
  ])('do not serve one with the words %s', async (_, text, values) => {
    expect(await planOf(await at(8), text, values)).not.toContain('idx_jobs_active');
  });

  test('are chosen by the value where it is bound', async () => {
    const text = 'SELECT id, name FROM integrations WHERE workspace_id = ? AND status = ?';
    expect(await planOf(await at(8), text, ['w1', 'active'])).toContain('idx_integrations_active');
    expect(await planOf(await at(8), text, ['w1', 'error'])).not.toContain('idx_integrations_active');
  });
});

describe('8: a CHECK of the e-mail address', () => {
  const insert = (mail: string) => `INSERT INTO users (id, email) VALUES ('u9', '${mail}');`;

  test("refuses what is no address, and takes '@.'", async () => {
    expect(await run(await at(4), insert('nobody'))).toMatch(/^SQLITE_CONSTRAINT_CHECK/);
    expect(await run(await at(4), insert('@.'))).toBeNull();
  });

  test('is put in by a rebuild with guards, which keeps the children', async () => {
    expect(await (await at(4)).query('SELECT id, user_id FROM workspace_members ORDER BY id')).toEqual([
      ['m1', 'u1'],
      ['m2', 'u2'],
    ]);
  });

  test.each(['', 'PRAGMA foreign_keys = OFF;', 'PRAGMA defer_foreign_keys = ON;', 'PRAGMA legacy_alter_table = ON;'])(
    'put in by a plain rebuild loses them without an error: %s',
    async (pragma) => {
      const engine = await at(1);
      const rebuild = `${pragma}
        CREATE TABLE new_users (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE CHECK (email LIKE '%@%.%'), name TEXT, created_at DATETIME, updated_at DATETIME);
        INSERT INTO new_users SELECT id, email, name, created_at, updated_at FROM users;
        DROP TABLE users;
        ALTER TABLE new_users RENAME TO users;`;
      expect(await run(engine, rebuild)).toBeNull();
      expect(await engine.query('SELECT count(*) FROM workspace_members')).toEqual([[0n]]);
      expect(await engine.query('PRAGMA foreign_key_check')).toEqual([]);
    },
  );
});

describe('9: a health check', () => {
  test('integrity_check is refused, quick_check and foreign_key_check are not', async () => {
    const engine = await at(1);
    await expect(engine.query('PRAGMA integrity_check')).rejects.toThrow('not authorized');
    expect(await engine.query('PRAGMA quick_check')).toEqual([['ok']]);
    expect(await engine.query('PRAGMA foreign_key_check')).toEqual([]);
  });

  test('six counts joined by UNION ALL are too many, side by side they are not', async () => {
    const engine = await at(1);
    const counts = ['users', 'workspaces', 'integrations', 'traces', 'feedback', 'jobs'].map(
      (table) => `SELECT count(*) FROM ${table}`,
    );
    await expect(engine.query(counts.join(' UNION ALL '))).rejects.toThrow('too many terms in compound SELECT');
    const sideBySide = `SELECT ${counts.map((count) => `(${count})`).join(', ')}`;
    expect(await engine.query(sideBySide)).toEqual([[2n, 1n, 1n, 0n, 0n, 0n]]);
  });
});
