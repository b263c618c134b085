import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../harness/model/script.ts';
import { apply } from '../../harness/operations/apply.ts';
import type { OperationResult } from '../../harness/operations/conclude.ts';
import { type RollbackOrders, rollback } from '../../harness/operations/rollback.ts';
import { contextOf } from './context.ts';
import { contentsOf, execute, folderForTest, makeDatabase } from './database.ts';
import { step, twoSteps } from './steps.ts';

const APPLY = { to: null, step: null, assumeApplied: null, dryRun: false, allowDrift: false, backup: null };
const ORDERS: RollbackOrders = { to: null, steps: 1, force: false, dryRun: false, backup: null };

const users = step('0001_users', 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE users;');
const index = step('0002_index', 'CREATE INDEX idx_users_name ON users (name);', 'DROP INDEX idx_users_name;');
const column = step('0003_mail', 'ALTER TABLE users ADD COLUMN mail TEXT;', 'ALTER TABLE users DROP COLUMN mail;');
const steps = [users, index, column];

async function applied(migrations: readonly Migration[] = steps): Promise<string> {
  const path = makeDatabase(join(folderForTest(), 'app.db'));
  expect((await apply(APPLY, contextOf(path, migrations))).error).toBeNull();
  return path;
}

function back(
  path: string,
  orders: Partial<RollbackOrders> = {},
  migrations: readonly Migration[] = steps,
): Promise<OperationResult> {
  return rollback({ ...ORDERS, ...orders }, contextOf(path, migrations));
}

function actions({ operation }: OperationResult): readonly string[] {
  return operation.steps.map(({ id, standing, action }) => `${id} ${standing} ${action}`);
}

describe('taking back', () => {
  test('undoes the last step, and its row stays in the history', async () => {
    const path = await applied();
    const result = await back(path);
    expect([result.error, actions(result)]).toEqual([
      null,
      ['0001_users applied null', '0002_index applied null', '0003_mail pending rolled-back'],
    ]);
    const { rows } = contentsOf(path);
    expect(rows).toEqual({ users: [] });
    expect(contentsOf(path).applied).toEqual(['0001_users', '0002_index']);
  });

  test('leads back to a step, or over several, and forward again', async () => {
    const path = await applied();
    const before = contentsOf(path);
    expect(actions(await back(path, { to: '0001_users' }))).toEqual([
      '0001_users applied null',
      '0002_index pending rolled-back',
      '0003_mail pending rolled-back',
    ]);
    expect((await apply(APPLY, contextOf(path, steps))).error).toBeNull();
    expect(contentsOf(path)).toEqual(before);
    await back(path, { steps: 3 });
    expect(contentsOf(path)).toMatchObject({ objects: [], applied: [] });
    expect((await apply(APPLY, contextOf(path, steps))).error).toBeNull();
  });

  test('needs no empty tables', async () => {
    const path = await applied(twoSteps);
    const result = await back(path, {}, twoSteps);
    expect(result.error).toBeNull();
    expect(contentsOf(path).rows['notes']).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
  });

  test('is refused where rows would be lost, by their keys, and nothing is left lying about', async () => {
    const path = await applied();
    execute(path, "INSERT INTO users VALUES (1, 'a', 'a@b'), (2, 'b', NULL), (3, 'c', 'c@d')");
    const before = readFileSync(path);
    await expect(back(path)).rejects.toMatchObject({
      code: 'rollback-loses',
      message: expect.stringContaining('2 of 3 values of column users.mail (1, 3)'),
    });
    await expect(back(path, { backup: { folder: null, keep: 5 } })).rejects.toThrow();
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
  });

  test('goes on where that is wanted, and says what is lost', async () => {
    const path = await applied();
    execute(path, "INSERT INTO users VALUES (1, 'a', 'a@b')");
    const { error, operation } = await back(path, { force: true, backup: { folder: null, keep: 5 } });
    expect(error).toBeNull();
    expect(operation.notes).toEqual(['lost: 1 of 1 values of column users.mail (1)']);
    expect(contentsOf(operation.backup?.path ?? '').rows['users']).toEqual([[1, 'a', 'a@b']]);
  });

  test('shows the plan and what would be lost when only that is asked for', async () => {
    const path = await applied();
    execute(path, "INSERT INTO users VALUES (1, 'a', 'a@b')");
    const before = readFileSync(path);
    const { operation } = await back(path, { steps: 2, dryRun: true });
    expect(operation.notes).toHaveLength(1);
    expect(operation.steps.map(({ action }) => action)).toEqual([null, 'planned', 'planned']);
    expect(readFileSync(path)).toEqual(before);
  });

  test('is refused where the rollback does not run, found out on a copy', async () => {
    const bad = step('0004_bad', 'CREATE TABLE bad (a);', 'DROP TABLE bad;\nDROP TABLE worse;');
    const path = await applied([...steps, bad]);
    const before = readFileSync(path);
    await expect(back(path, {}, [...steps, bad])).rejects.toMatchObject({
      code: 'sql-failed',
      detail: { location: { file: 'rollbacks/0004_bad.sql', line: 2 } },
    });
    expect(readFileSync(path)).toEqual(before);
  });

  test('that fails half way leaves the steps whole', async () => {
    // On the copy it goes through; meanwhile somebody writes what the second rollback cannot take.
    const unique = step(
      '0002_unique',
      'CREATE TABLE names (name TEXT);',
      'CREATE UNIQUE INDEX u ON users (name);\nDROP INDEX u;\nDROP TABLE names;',
    );
    const last = step('0003_last', 'CREATE TABLE last (a);', 'DROP TABLE last;');
    const migrations = [users, unique, last];
    const path = await applied(migrations);
    const context = contextOf(path, migrations);
    let runs = 0;
    const result = await rollback(
      { ...ORDERS, steps: 2 },
      {
        ...context,
        run(database, runnable, around) {
          runs += 1;
          if (runs === 2) execute(path, "INSERT INTO users VALUES (1, 'same'), (2, 'same')");
          return context.run(database, runnable, around);
        },
      },
    );
    expect(result.error).toMatchObject({ code: 'sql-failed' });
    expect(actions(result)).toEqual([
      '0001_users applied null',
      '0002_unique applied failed',
      '0003_last pending rolled-back',
    ]);
    expect(contentsOf(path).rows).toHaveProperty('names');
  });

  test('is refused where somebody has written since it was rehearsed, unless that is wanted', async () => {
    const path = await applied();
    const context = contextOf(path, steps);
    const meanwhile = {
      ...context,
      schemas: async (count: number) => {
        execute(path, "INSERT INTO users (name) VALUES ('late')");
        return context.schemas(count);
      },
    };
    const { error } = await rollback(ORDERS, meanwhile);
    expect(error).toMatchObject({ code: 'database-changed' });
    expect(contentsOf(path).applied).toHaveLength(3);
    expect((await rollback({ ...ORDERS, force: true }, meanwhile)).error).toBeNull();
  });

  test.each([
    ['a step has no rollback', [users, step('0002_oneway', 'CREATE TABLE o (a);', null)], {}, 'rollback-missing'],
    ['more is asked for than there is', [users], { steps: 2 }, 'bad-usage'],
    ['the step to go back to is not applied', [users], { to: '0009_none' }, 'bad-usage'],
  ])('is refused where %s', async (_, migrations, orders, code) => {
    const path = await applied(migrations);
    await expect(back(path, orders, migrations)).rejects.toMatchObject({ code });
  });

  test('is refused where the rollback was edited since, unless that is wanted', async () => {
    const path = await applied();
    const edited = [users, index, step('0003_mail', column.forward.text, 'ALTER TABLE users DROP COLUMN mail; ')];
    await expect(back(path, {}, edited)).rejects.toMatchObject({ code: 'rollback-edited' });
    expect((await back(path, { force: true }, edited)).error).toBeNull();
  });

  test('takes a step out of wrangler’s ledger that wrangler has applied, and enters it in ours', async () => {
    const path = makeDatabase(
      join(folderForTest(), 'app.db'),
      `CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
        applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
       ${users.forward.text} INSERT INTO d1_migrations (name) VALUES ('0001_users.sql')`,
    );
    expect((await back(path, {}, [users])).error).toBeNull();
    expect(contentsOf(path)).toMatchObject({ rows: { d1_migrations: [] }, applied: [] });
  });
});
