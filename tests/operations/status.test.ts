import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../harness/model/script.ts';
import { apply } from '../../harness/operations/apply.ts';
import { type Status, statusOf } from '../../harness/operations/status.ts';
import { contextOf } from './context.ts';
import { execute, folderForTest, makeDatabase } from './database.ts';
import { step } from './steps.ts';

const users = step('0001_users', 'CREATE TABLE users (id INTEGER PRIMARY KEY);', 'DROP TABLE users;');
const posts = step('0002_posts', 'CREATE TABLE posts (id INTEGER PRIMARY KEY);', null);
const forever = step('0003_forever', '-- stepproof: irreversible "it stays"\nCREATE TABLE f (a);', null);
const steps = [users, posts, forever];

async function appliedTo(id: string | null): Promise<string> {
  const path = makeDatabase(join(folderForTest(), 'app.db'));
  const orders = { to: id, step: null, assumeApplied: null, dryRun: false, allowDrift: false, backup: null };
  expect((await apply(orders, contextOf(path, steps))).error).toBeNull();
  return path;
}

function standings({ operation }: Status): readonly string[] {
  return operation.steps.map(({ id, standing, rollback }) => `${id} ${standing} ${rollback}`);
}

async function status(path: string, migrations: readonly Migration[] = steps): Promise<Status> {
  const before = readFileSync(path);
  const found = await statusOf(contextOf(path, migrations));
  expect(readFileSync(path)).toEqual(before);
  return found;
}

describe('the status of a database', () => {
  test('says of every step whether it is applied and can be taken back', async () => {
    const found = await status(await appliedTo('0002_posts'));
    expect(standings(found)).toEqual([
      '0001_users applied there',
      '0002_posts applied missing',
      '0003_forever pending irreversible',
    ]);
    expect(found.findings).toEqual([]);
  });

  test('names what was edited, is unknown, or out of order', async () => {
    const path = await appliedTo(null);
    const edited = step('0001_users', 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE users; ');
    const between = step('0002_a', 'CREATE TABLE a (b);', null);
    const found = await status(path, [edited, between, posts]);
    expect(standings(found)).toEqual([
      '0001_users edited edited',
      '0002_a out-of-order missing',
      '0002_posts applied missing',
      '0003_forever unknown missing',
    ]);
    expect(found.findings.map(({ check, severity }) => `${severity} ${check}`)).toEqual([
      'error ledger-is-sound',
      'error ledger-is-sound',
      'error ledger-is-sound',
    ]);
    expect(found.operation.drift).toBeNull();
  });

  test('names what of the schema comes from no step', async () => {
    const path = await appliedTo('0001_users');
    execute(path, 'CREATE INDEX by_hand ON users (id)');
    const { operation, findings } = await status(path);
    expect(operation.drift).toMatchObject([{ object: 'index by_hand', aspect: 'added' }]);
    expect(findings).toMatchObject([{ check: 'schema-matches-ladder' }]);
  });

  test('is read from the ledger of another tool, too, whose table is no drift', async () => {
    const path = makeDatabase(
      join(folderForTest(), 'app.db'),
      `CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('0001');
       ${users.forward.text}`,
    );
    const found = await status(path);
    expect(standings(found)[0]).toBe('0001_users applied there');
    expect([found.operation.ledger, found.operation.drift, found.findings]).toEqual(['dbmate', [], []]);
  });
});
