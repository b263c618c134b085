import { describe, expect, test } from 'vitest';
import { CREATE, clean, INDEX, ledgerOf, sha256 } from './reading.ts';

const TABLE = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);`;
const [FIRST, SECOND] = ['20240101000000_loans', '20240201000000_index'];
const FILES = {
  'prisma/migrations/migration_lock.toml': 'provider = "sqlite"\n',
  [`prisma/migrations/${FIRST}/migration.sql`]: CREATE,
  [`prisma/migrations/${SECOND}/migration.sql`]: INDEX,
};

let attempts = 0;
function attempt(
  name: string,
  checksum: string,
  finished: number | null = 1768430653584,
  rolledBack: number | null = null,
) {
  const values = `'${++attempts}', '${checksum}', ${finished}, '${name}', NULL, ${rolledBack}, ${attempts}, 1`;
  return `INSERT INTO _prisma_migrations VALUES (${values});`;
}

describe("Prisma's ledger", () => {
  test('names finished migrations with a checksum of their files', async () => {
    const sql = TABLE + attempt(FIRST, sha256(CREATE));
    expect(await ledgerOf(FILES, sql)).toEqual(clean('Prisma', '_prisma_migrations', [FIRST], '1768430653584'));
  });

  test('does not count an attempt that was rolled back', async () => {
    const sql = TABLE + attempt(FIRST, 'old', null, 5) + attempt(FIRST, sha256(CREATE)) + attempt(SECOND, 'old', 4, 5);
    expect(await ledgerOf(FILES, sql)).toMatchObject({ applied: [{ id: FIRST }], edited: [], problems: [] });
  });

  test('knows a checksum again that an older release wrote without leading zeros', async () => {
    const digest = sha256(CREATE);
    const unpadded = (digest.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16).toString(16)).join('');
    expect(unpadded).not.toBe(digest);
    expect(await ledgerOf(FILES, TABLE + attempt(FIRST, unpadded))).toMatchObject({ edited: [] });
  });

  test('tells of an edited file, an unknown one, and an attempt without an end', async () => {
    const sql = TABLE + attempt(FIRST, sha256('other')) + attempt('2023_gone', '00') + attempt(SECOND, '00', null);
    expect(await ledgerOf(FILES, sql)).toMatchObject({
      applied: [{ id: FIRST }],
      edited: [FIRST],
      unknown: ['2023_gone'],
      problems: [`${SECOND} was begun and neither finished nor rolled back.`],
    });
  });
});
