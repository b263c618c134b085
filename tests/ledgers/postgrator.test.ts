import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AT, CREATE, clean, DROP, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE schemaversion (version BIGINT PRIMARY KEY);
INSERT INTO schemaversion (version) VALUES (0);
ALTER TABLE schemaversion ADD COLUMN name TEXT;
ALTER TABLE schemaversion ADD COLUMN md5 TEXT;
ALTER TABLE schemaversion ADD COLUMN run_at TIMESTAMP WITH TIME ZONE;`;
const FILES = {
  'migrations/001.do.loans.sql': CREATE,
  'migrations/001.undo.loans.sql': DROP,
  'migrations/002.do.index.sql': INDEX,
};

function row(version: number, name: string, text: string): string {
  return `INSERT INTO schemaversion VALUES (${version}, '${name}', '${hash('md5', text)}', '${AT}');`;
}

describe("postgrator's ledger", () => {
  test('names applied versions behind a row for none', async () => {
    expect(await ledgerOf(FILES, TABLE)).toEqual(clean('postgrator', 'schemaversion', [], null));
    const sql = TABLE + row(1, 'loans', CREATE);
    expect(await ledgerOf(FILES, sql)).toEqual(clean('postgrator', 'schemaversion', ['001.loans'], AT));
  });

  test('tells of an edited file and an unknown version', async () => {
    const sql = TABLE + row(1, 'loans', 'other') + row(5, 'gone', '');
    expect(await ledgerOf(FILES, sql)).toMatchObject({ edited: ['001.loans'], unknown: ['5 gone'] });
  });
});
