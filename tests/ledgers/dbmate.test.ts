import { describe, expect, test } from 'vitest';
import { clean, ledgerOf } from './reading.ts';

const TABLE = 'create table if not exists "schema_migrations" (version varchar(128) primary key);';
const FILES = {
  'db/migrations/20240101000000_loans.sql':
    '-- migrate:up\nCREATE TABLE loans (id);\n-- migrate:down\nDROP TABLE loans;\n',
  'db/migrations/20240201000000_lent.sql':
    '-- migrate:up\nCREATE TABLE lent (id);\n-- migrate:down\nDROP TABLE lent;\n',
};

describe("dbmate's ledger", () => {
  test('names applied versions', async () => {
    const sql = `${TABLE} INSERT INTO schema_migrations VALUES ('20240101000000');`;
    expect(await ledgerOf(FILES, sql)).toEqual(clean('dbmate', 'schema_migrations', ['20240101000000_loans'], null));
  });

  test('tells of versions that the folder lacks', async () => {
    const sql = `${TABLE} INSERT INTO schema_migrations VALUES ('20230101000000'), ('20240101000000');`;
    expect(await ledgerOf(FILES, sql)).toMatchObject({ unknown: ['20230101000000'] });
  });

  test("is not taken for Rails's, which has the same table", async () => {
    const rails = 'CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar);';
    expect(await ledgerOf(FILES, TABLE + rails)).toBeNull();
  });

  test("is not taken for Ecto's, which has a time besides", async () => {
    const ecto = 'CREATE TABLE "schema_migrations" ("version" INTEGER PRIMARY KEY, "inserted_at" TEXT);';
    expect(await ledgerOf(FILES, ecto)).toBeNull();
  });
});
