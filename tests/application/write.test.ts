import { sql } from '@databases/sqlite-sync';
import { describe, expect, test } from 'vitest';
import { ConstraintViolation, DatabaseBusy } from '../../application/errors.ts';
import { insertUser, updateUser } from '../../application/tables/users.ts';
import { write } from '../../application/write.ts';
import { connection, filledDatabase, rowOf, temporaryFile } from './temporaryDatabase.ts';

test('what a transaction returns is what write returns, and what it wrote is there', () => {
  const database = filledDatabase();
  const answer = write(database, (transaction) => {
    transaction.query(updateUser('u', { name: 'Ada' }));
    return 42;
  });
  expect(answer).toBe(42);
  expect(rowOf(database, 'users', 'u')).toMatchObject({ name: 'Ada' });
});

test('when the work fails nothing of it stays, and its own error comes out', () => {
  const database = filledDatabase();
  const failure = new Error('changed my mind');
  expect(() =>
    write(database, (transaction) => {
      transaction.query(updateUser('u', { name: 'Ada' }));
      throw failure;
    }),
  ).toThrow(failure);
  expect(rowOf(database, 'users', 'u')).toMatchObject({ name: null });
  expect(write(database, () => 'usable')).toBe('usable');
});

test('an error after which SQLite has rolled back by itself comes out as it is', () => {
  const database = filledDatabase();
  const rollbackingInsert = sql`INSERT OR ROLLBACK INTO users (id, email) VALUES ('u', 'second@example.com')`;
  expect(() => write(database, (transaction) => transaction.query(rollbackingInsert))).toThrow(ConstraintViolation);
});

test('a database that another connection keeps locked is reported as busy after a bounded wait', () => {
  const file = temporaryFile();
  const [blocker, database] = [connection(file), connection(file)];
  database.query(sql`PRAGMA busy_timeout = 1`);
  blocker.query(sql`BEGIN IMMEDIATE`);
  expect(() => write(database, () => 'never')).toThrow(DatabaseBusy);
  blocker.query(sql`COMMIT`);
  expect(write(database, () => 'usable')).toBe('usable');
});

describe('a write that the schema refuses is told by kind and by what SQLite names', () => {
  test.each([
    ['unique', 'users.email', sql`INSERT INTO users (id, email) VALUES ('u2', 'user@example.com')`],
    ['unique', 'users.id', sql`INSERT INTO users (id, email) VALUES ('u', 'second@example.com')`],
    [
      'unique',
      'workspace_members.workspace_id, workspace_members.user_id',
      sql`INSERT INTO workspace_members (id, workspace_id, user_id) VALUES ('m2', 'w', 'u')`,
    ],
    ['not-null', 'users.email', sql`INSERT INTO users (id) VALUES ('u2')`],
    ['check', 'users_email_is_an_address', sql`INSERT INTO users (id, email) VALUES ('u2', 'nobody')`],
    ['check', 'jobs_status_is_known', sql`UPDATE jobs SET status = 'lost' WHERE id = 'j'`],
    ['check', 'traces_steps_is_an_array', sql`UPDATE traces SET steps = '{}' WHERE id = 't'`],
    ['foreign-key', null, sql`INSERT INTO workspace_members (id, workspace_id, user_id) VALUES ('m2', 'w', 'no one')`],
  ] as const)('%s %s', (kind, subject, statement) => {
    const database = filledDatabase();
    const attempt = () => write(database, (transaction) => transaction.query(statement));
    expect(attempt).toThrow(ConstraintViolation);
    expect(attempt).toThrow(expect.objectContaining({ kind, subject }));
  });

  test('in words that a person can read, with the driver’s error as its cause', () => {
    const database = filledDatabase();
    const again = insertUser({ id: 'u2', email: 'user@example.com' });
    expect(() => write(database, (transaction) => transaction.query(again))).toThrow(
      expect.objectContaining({
        message: 'users.email: another row has the same value already.',
        cause: expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }),
      }),
    );
  });

  test('at the commit, too, when the rule is deferred', () => {
    const database = filledDatabase();
    const orphan = sql`INSERT INTO workspace_members (id, workspace_id, user_id) VALUES ('m2', 'w', 'no one')`;
    expect(() =>
      write(database, (transaction) => {
        transaction.query(sql`PRAGMA defer_foreign_keys = ON`);
        transaction.query(orphan);
      }),
    ).toThrow(expect.objectContaining({ kind: 'foreign-key' }));
    expect(rowOf(database, 'workspace_members', 'm2')).toBe(undefined);
  });
});
