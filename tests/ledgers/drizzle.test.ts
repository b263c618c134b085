import { describe, expect, test } from 'vitest';
import { AT, CREATE, clean, INDEX, ledgerOf, sha256 } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
  id SERIAL PRIMARY KEY,
  hash text NOT NULL,
  created_at numeric
);`;
const CUSTOM = '-- Custom SQL migration file, put your code below! --';

function journaled(...texts: readonly string[]) {
  const tags = texts.map((_, idx) => `000${idx}_step`);
  const entries = tags.map((tag, idx) => ({ idx, version: '6', when: 1000 + idx, tag, breakpoints: true }));
  return {
    'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'sqlite', entries }),
    ...Object.fromEntries(texts.map((text, index) => [`drizzle/${tags[index]}.sql`, text])),
  };
}

function rows(...hashes: readonly string[]): string {
  const insert = 'INSERT INTO __drizzle_migrations (hash, created_at) VALUES';
  return TABLE + hashes.map((hash, index) => `${insert} ('${hash}', ${1000 + index});`).join('');
}

describe("drizzle's ledger", () => {
  test('names applied files by their digests', async () => {
    const state = await ledgerOf(journaled(CREATE, INDEX, CUSTOM), rows(sha256(CREATE), sha256(INDEX)));
    expect(state).toEqual(clean('drizzle', '__drizzle_migrations', ['0000_step', '0001_step'], null));
  });

  test('tells files that are alike apart by their order', async () => {
    const files = journaled(CUSTOM, CREATE, CUSTOM);
    const [first, second] = [{ id: '0000_step' }, { id: '0001_step' }];
    const two = await ledgerOf(files, rows(sha256(CUSTOM), sha256(CREATE)));
    expect(two).toMatchObject({ applied: [first, second], problems: [] });
    const three = await ledgerOf(files, rows(sha256(CUSTOM), sha256(CREATE), sha256(CUSTOM)));
    expect(three).toMatchObject({ applied: [first, second, { id: '0002_step' }], problems: [] });
  });

  test('takes a digest that fits none for the file at its place, edited since', async () => {
    const state = await ledgerOf(journaled(CREATE, INDEX, CUSTOM), rows(sha256(CREATE), sha256('other')));
    expect(state).toMatchObject({ applied: [{ id: '0000_step' }, { id: '0001_step' }], edited: ['0001_step'] });
  });

  test('tells of more digests than there are files', async () => {
    const state = await ledgerOf(journaled(CREATE), rows(sha256('gone'), sha256(CREATE)));
    expect(state).toMatchObject({ applied: [{ id: '0000_step' }], edited: [], unknown: [sha256('gone')] });
  });

  test('names folders since drizzle 1.0', async () => {
    const files = {
      'drizzle/20240101000000_loans/migration.sql': CREATE,
      'drizzle/20240101000000_loans/snapshot.json': '{"dialect": "sqlite"}',
      'drizzle/20240201000000_index/migration.sql': INDEX,
      'drizzle/20240201000000_index/snapshot.json': '{"dialect": "sqlite"}',
    };
    const sql = `${TABLE} ALTER TABLE __drizzle_migrations ADD COLUMN "name" text;
      ALTER TABLE __drizzle_migrations ADD COLUMN "applied_at" TEXT;
      ALTER TABLE __drizzle_migrations ADD COLUMN "version" INT;
      INSERT INTO __drizzle_migrations (hash, created_at, name, applied_at, version)
        VALUES ('${sha256('other')}', 1, '20240101000000_loans', '${AT}', 1), ('00', 2, '2023_gone', '${AT}', 1);`;
    expect(await ledgerOf(files, sql)).toMatchObject({
      applied: [{ id: '20240101000000_loans', appliedAt: AT }],
      unknown: ['2023_gone'],
      edited: ['20240101000000_loans'],
    });
  });
});
