import { expect, test } from 'vitest';
import { clean, ledgerOf } from './reading.ts';

const FILES = {
  'migrations/001_loans.sql': '-- rambler up\nCREATE TABLE loans (id);\n-- rambler down\nDROP TABLE loans;\n',
  'migrations/002_lent.sql': '-- rambler up\nCREATE TABLE lent (id);\n-- rambler down\nDROP TABLE lent;\n',
};

test("rambler's ledger names files", async () => {
  const sql =
    "CREATE TABLE migrations ( migration VARCHAR(255) NOT NULL ); INSERT INTO migrations VALUES ('001_loans.sql');";
  expect(await ledgerOf(FILES, sql)).toEqual(clean('rambler', 'migrations', ['001_loans'], null));
  const more = `${sql} INSERT INTO migrations VALUES ('000_gone.sql');`;
  expect(await ledgerOf(FILES, more)).toMatchObject({ unknown: ['000_gone.sql'] });
});
