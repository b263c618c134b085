import { expect, test } from 'vitest';
import { fileTrouble } from '../../../harness/engines/files/fileTrouble.ts';
import { SqlError } from '../../../harness/model/errors.ts';

const FILE = { name: 'app.db', path: 'app.db', busyTimeoutMs: 5000 };

test.each([
  ['SQLITE_BUSY', 'database-busy'],
  ['SQLITE_BUSY_RECOVERY', 'database-busy'],
  ['SQLITE_CORRUPT_INDEX', 'database-corrupt'],
  ['SQLITE_READONLY_ROLLBACK', 'database-needs-recovery'],
  ['SQLITE_READONLY_DBMOVED', 'database-moved'],
  ['SQLITE_READONLY_DIRECTORY', 'database-readonly'],
  ['SQLITE_CANTOPEN', 'database-readonly'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'io-error'],
  ['SQLITE_NOMEM', 'out-of-memory'],
])('%s is a trouble of the file: %s', (sqlite, code) => {
  expect(fileTrouble(FILE, new SqlError(sqlite, 'as SQLite says'))).toMatchObject({
    code,
    message: expect.stringMatching(/^app\.db /),
    detail: { why: `${sqlite}: as SQLite says` },
  });
});

test.each(['SQLITE_ERROR', 'SQLITE_READONLY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_TOOBIG'])(
  '%s is a trouble of the statement',
  (sqlite) => {
    expect(fileTrouble(FILE, new SqlError(sqlite, 'as SQLite says'))).toBeNull();
  },
);
