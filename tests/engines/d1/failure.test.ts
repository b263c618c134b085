import { expect, test } from 'vitest';
import { sqlError } from '../../../harness/engines/d1/failure.ts';

test.each([
  [
    'UNIQUE constraint failed: a.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)',
    'SQLITE_CONSTRAINT_PRIMARYKEY',
    'UNIQUE constraint failed: a.id',
  ],
  ['no such column: nope at offset 7: SQLITE_ERROR', 'SQLITE_ERROR', 'no such column: nope'],
  ['not authorized: SQLITE_AUTH', 'SQLITE_AUTH', 'not authorized'],
  [
    'Wrong number of parameter bindings for SQL query.',
    'SQLITE_MISUSE',
    'Wrong number of parameter bindings for SQL query.',
  ],
  [
    'line one\nsays: SQLITE_BUSY: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)',
    'SQLITE_CONSTRAINT_TRIGGER',
    'line one\nsays: SQLITE_BUSY',
  ],
  [
    'Durable Object was reset and rolled back to its last known good state because the application left the database in a state where constraints were violated: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)',
    'SQLITE_CONSTRAINT_FOREIGNKEY',
    'FOREIGN KEY constraint failed',
  ],
])('%j is %s', (text, code, message) => {
  expect(sqlError(text)).toMatchObject({ code, message });
});
