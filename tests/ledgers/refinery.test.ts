import { expect, test } from 'vitest';
import { CREATE, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS refinery_schema_history(
             version INT4 PRIMARY KEY,
             name VARCHAR(255),
             applied_on VARCHAR(255),
             checksum VARCHAR(255));`;
const FILES = {
  'refinery.toml': '',
  'migrations/V1__loans.sql': CREATE,
  'migrations/V2__index.sql': INDEX,
  'migrations/V3__more.sql': 'CREATE TABLE more (id);\n',
};

test("refinery's ledger names versions, and what they were called", async () => {
  const sql = `${TABLE} INSERT INTO refinery_schema_history VALUES
    (0, 'gone', '2026-03-01T12:00:00Z', '1'), (1, 'loans', '2026-03-01T12:00:00Z', '1'), (2, 'by_id', NULL, '1');`;
  expect(await ledgerOf(FILES, sql)).toEqual({
    tool: 'refinery',
    tables: ['refinery_schema_history'],
    applied: [
      { id: 'V1__loans', appliedAt: '2026-03-01T12:00:00Z' },
      { id: 'V2__index', appliedAt: null },
    ],
    unknown: ['0 gone'],
    edited: [],
    problems: ['Version 2 was applied as by_id and is called index now: refinery refuses to run.'],
  });
});
