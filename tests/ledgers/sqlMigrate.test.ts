import { expect, test } from 'vitest';
import { AT, clean, ledgerOf } from './reading.ts';

const TABLE =
  'CREATE TABLE IF NOT EXISTS "gorp_migrations" ("id" varchar(255) not null primary key, "applied_at" datetime);';
const FILES = {
  'migrations/1-loans.sql': '-- +migrate Up\nCREATE TABLE loans (id);\n-- +migrate Down\nDROP TABLE loans;\n',
  'migrations/2-lent.sql': '-- +migrate Up\nCREATE TABLE lent (id);\n-- +migrate Down\nDROP TABLE lent;\n',
};

test("sql-migrate's ledger names files", async () => {
  const sql = `${TABLE} INSERT INTO gorp_migrations VALUES ('1-loans.sql', '${AT}');`;
  expect(await ledgerOf(FILES, sql)).toEqual(clean('sql-migrate', 'gorp_migrations', ['1-loans'], AT));
  const more = `${sql} INSERT INTO gorp_migrations VALUES ('0-gone.sql', '${AT}');`;
  expect(await ledgerOf(FILES, more)).toMatchObject({ unknown: ['0-gone.sql'] });
});
