import { describe, expect, test } from 'vitest';
import { clean, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS "migrations" (
  id   INTEGER PRIMARY KEY,
  name TEXT    NOT NULL,
  up   TEXT    NOT NULL,
  down TEXT    NOT NULL
);`;
const FILES = {
  'migrations/001-loans.sql': '-- Up\n-- all of them\nCREATE TABLE loans (id);\n\n-- Down\nDROP TABLE loans;\n',
  'migrations/002-lent.sql': '-- Up\nCREATE TABLE lent (id);\n-- Down\nDROP TABLE lent;\n',
};

function row(id: number, name: string, up: string): string {
  return `INSERT INTO migrations VALUES (${id}, '${name}', '${up}', 'DROP TABLE x;');`;
}

describe("node-sqlite's ledger", () => {
  test('names applied numbers with their scripts, without comments', async () => {
    const sql = TABLE + row(1, 'loans', 'CREATE TABLE loans (id);');
    expect(await ledgerOf(FILES, sql)).toEqual(clean('node-sqlite', 'migrations', ['001-loans'], null));
  });

  test('tells of an edited script and an unknown number', async () => {
    const sql = TABLE + row(1, 'loans', 'CREATE TABLE loans (id, name);') + row(3, 'gone', '');
    expect(await ledgerOf(FILES, sql)).toMatchObject({ edited: ['001-loans'], unknown: ['3 gone'] });
  });
});
