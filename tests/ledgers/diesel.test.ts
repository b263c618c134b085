import { expect, test } from 'vitest';
import { AT, CREATE, DROP, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);`;
const FILES = {
  'migrations/2024-01-01-000000_loans/up.sql': CREATE,
  'migrations/2024-01-01-000000_loans/down.sql': DROP,
  'migrations/2024-02-01-000000_index/up.sql': INDEX,
};

test("diesel's ledger names versions without hyphens", async () => {
  const sql = `${TABLE} INSERT INTO __diesel_schema_migrations VALUES ('20230101000000', '${AT}'), ('20240101000000', '${AT}');`;
  expect(await ledgerOf(FILES, sql)).toEqual({
    tool: 'diesel',
    tables: ['__diesel_schema_migrations'],
    applied: [{ id: '2024-01-01-000000_loans', appliedAt: AT }],
    unknown: ['20230101000000'],
    edited: [],
    problems: [],
  });
});
