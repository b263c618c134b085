import { describe, expect, test } from 'vitest';
import { CREATE, clean, DROP, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (version uint64,dirty bool);
CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON schema_migrations (version);`;
const FILES = {
  'migrations/000001_loans.up.sql': CREATE,
  'migrations/000001_loans.down.sql': DROP,
  'migrations/000002_index.up.sql': INDEX,
  'migrations/000010_more.up.sql': INDEX,
};

async function at(version: number, dirty = 0) {
  return ledgerOf(FILES, `${TABLE} INSERT INTO schema_migrations VALUES (${version}, ${dirty});`);
}

describe("golang-migrate's ledger", () => {
  test('names the last version, and all up to it are applied', async () => {
    expect(await at(2)).toEqual(clean('golang-migrate', 'schema_migrations', ['000001_loans', '000002_index'], null));
  });

  test('has no row before the first migration, and a negative version where that one failed', async () => {
    expect(await ledgerOf(FILES, TABLE)).toEqual(clean('golang-migrate', 'schema_migrations', [], null));
    expect(await at(-1, 1)).toMatchObject({ applied: [], unknown: [], problems: [expect.stringContaining('dirty')] });
  });

  test('tells of a version that the folder lacks, and of a run that did not end', async () => {
    expect(await at(3, 1)).toMatchObject({
      applied: [{ id: '000001_loans' }, { id: '000002_index' }],
      unknown: ['3'],
      problems: ['A run to version 3 was begun and not ended: golang-migrate calls the database dirty.'],
    });
  });
});
