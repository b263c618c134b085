import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AT, CREATE, clean, DROP, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS _sqlx_migrations (
  version BIGINT PRIMARY KEY,
  description TEXT NOT NULL,
  installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  success BOOLEAN NOT NULL,
  checksum BLOB NOT NULL,
  execution_time BIGINT NOT NULL
);`;
const FILES = {
  'migrations/20240101000000_loans.up.sql': CREATE,
  'migrations/20240101000000_loans.down.sql': DROP,
  'migrations/20240201000000_index.up.sql': INDEX,
  'migrations/20240201000000_index.down.sql': 'DROP INDEX loans_id;\n',
};

function row(version: string, text: string, success = true): string {
  return `INSERT INTO _sqlx_migrations VALUES (${version}, 'a step', '${AT}', ${success}, x'${hash('sha384', text)}', 1);`;
}

describe("sqlx's ledger", () => {
  test('names applied versions with a checksum of their files', async () => {
    const sql = TABLE + row('20240101000000', CREATE);
    expect(await ledgerOf(FILES, sql)).toEqual(clean('sqlx', '_sqlx_migrations', ['20240101000000_loans'], AT));
  });

  test('knows a file again that has other line endings, or a byte order mark', async () => {
    const sql = TABLE + row('20240101000000', CREATE.replace('\n', '\r\n')) + row('20240201000000', `\ufeff${INDEX}`);
    expect(await ledgerOf(FILES, sql)).toMatchObject({ edited: [] });
  });

  test('tells of an edited file, an unknown version, and a run that did not go through', async () => {
    const sql = TABLE + row('1', CREATE) + row('20240101000000', 'other') + row('20240201000000', INDEX, false);
    expect(await ledgerOf(FILES, sql)).toMatchObject({
      edited: ['20240101000000_loans'],
      unknown: ['1 a step'],
      problems: ['Version 20240201000000 was begun and did not go through: sqlx calls the database dirty.'],
    });
  });
});
