import { expect, test } from 'vitest';
import { AT, CREATE, DROP, INDEX, ledgerOf, sha256 } from './reading.ts';

const TABLES = `CREATE TABLE "_yoyo_migration" (
  migration_hash VARCHAR(64), migration_id VARCHAR(255), applied_at_utc TIMESTAMP, PRIMARY KEY (migration_hash)
);
CREATE TABLE "_yoyo_version" (version INT NOT NULL PRIMARY KEY, installed_at_utc TIMESTAMP);
CREATE TABLE "yoyo_lock" (locked INT DEFAULT 1, ctime TIMESTAMP, pid INT NOT NULL, PRIMARY KEY (locked));`;
const FILES = {
  'migrations/0001.loans.sql': CREATE,
  'migrations/0001.loans.rollback.sql': DROP,
  'migrations/0002.index.sql': INDEX,
};

test("yoyo's ledger names files without their endings", async () => {
  const rows = ['0001.loans', '0000.gone'].map((id) => `('${sha256(id)}', '${id}', '${AT}')`).join(', ');
  expect(await ledgerOf(FILES, `${TABLES} INSERT INTO _yoyo_migration VALUES ${rows};`)).toEqual({
    tool: 'yoyo',
    tables: ['_yoyo_migration', '_yoyo_version', 'yoyo_lock'],
    applied: [{ id: '0001.loans', appliedAt: AT }],
    unknown: ['0000.gone'],
    edited: [],
    problems: [],
  });
});
