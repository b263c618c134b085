import { hash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import { findLedger } from '../../harness/ledgers/find.ts';
import { folderOf, readFolder } from '../layouts/reading.ts';
import { AT, CREATE, clean, DROP, INDEX, ledgerOf } from './reading.ts';

const HISTORY = `CREATE TABLE stepproof_history (
  step TEXT, applied_at TEXT, rolled_back_at TEXT, forward_digest TEXT, rollback_digest TEXT);`;
const WRANGLER = 'CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT, applied_at TEXT);';
const GOOSE = 'CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id, is_applied, tstamp);';
const FILES = {
  'migrations/0001_loans.sql': CREATE,
  'migrations/0002_index.sql': INDEX,
  'rollbacks/0001_loans.sql': DROP,
};
const OTHERS_AT = '2026-02-01 12:00:00';

function ours(step: string, text: string, rolledBackAt: string | null = null): string {
  const back = rolledBackAt === null ? 'NULL' : `'${rolledBackAt}'`;
  return `INSERT INTO stepproof_history VALUES ('${step}', '${AT}', ${back}, 'sha256:${hash('sha256', text)}', NULL);`;
}

function wranglers(...names: readonly string[]): string {
  return names
    .map((name) => `INSERT INTO d1_migrations (name, applied_at) VALUES ('${name}', '${OTHERS_AT}');`)
    .join('');
}

describe('our own history', () => {
  test('names steps that stand applied, and none that were taken back', async () => {
    const sql = HISTORY + ours('0002_index', INDEX, AT) + ours('0001_loans', CREATE, AT) + ours('0001_loans', CREATE);
    expect(await ledgerOf(FILES, sql)).toEqual(clean('stepproof', 'stepproof_history', ['0001_loans'], AT));
  });

  test('tells of edited and unknown steps; line endings are no edit', async () => {
    const sql = HISTORY + ours('0000_gone', '') + ours('0001_loans', 'other') + ours('0002_index', INDEX);
    const files = { ...FILES, 'migrations/0002_index.sql': INDEX.replace('\n', '\r\n') };
    expect(await ledgerOf(files, sql)).toMatchObject({ unknown: ['0000_gone'], edited: ['0001_loans'] });
  });
});

describe('a database', () => {
  test('without any ledger has none', async () => {
    expect(await ledgerOf(FILES, '')).toBeNull();
  });

  test('with two ledgers is refused, by the names of both tools', async () => {
    await expect(ledgerOf(FILES, GOOSE + WRANGLER)).rejects.toMatchObject({
      code: 'ledger-ambiguous',
      message: 'the database has the ledgers of goose and wrangler',
    });
    await expect(ledgerOf(FILES, HISTORY + GOOSE + WRANGLER)).rejects.toMatchObject({ code: 'ledger-ambiguous' });
  });

  test("with wrangler's ledger beside our history has what either applied", async () => {
    const sql = HISTORY + WRANGLER + wranglers('0001_loans.sql', '0002_index.sql') + ours('0002_index', INDEX);
    expect(await ledgerOf(FILES, sql)).toEqual({
      ...clean('stepproof', 'stepproof_history', [], null),
      tables: ['stepproof_history', 'd1_migrations'],
      applied: [
        { id: '0001_loans', appliedAt: OTHERS_AT },
        { id: '0002_index', appliedAt: AT },
      ],
    });
  });

  test('is not in order where wrangler lacks what we applied', async () => {
    const sql = HISTORY + WRANGLER + wranglers('0000_gone.sql') + ours('0000_gone', '') + ours('0001_loans', CREATE);
    expect(await ledgerOf(FILES, sql)).toMatchObject({
      unknown: ['0000_gone.sql'],
      problems: ["0001_loans stands in our history and not in wrangler's ledger: wrangler would apply it again."],
    });
  });
});

describe('D1', () => {
  const d1 = startD1({ now: Date.now });
  afterAll(() => d1.stop());

  test('is asked for its ledger like any other database', async () => {
    const engine = await d1.open();
    const { migrations } = readFolder(folderOf(FILES));
    expect(await findLedger(engine, migrations, {})).toBeNull();
    const sql = [WRANGLER, wranglers('0001_loans.sql')];
    expect(
      await engine.apply(
        sql.map((text) => ({ text })),
        { foreignKeys: 'on' },
      ),
    ).toBeNull();
    expect(await findLedger(engine, migrations, {})).toEqual(
      clean('wrangler', 'd1_migrations', ['0001_loans'], OTHERS_AT),
    );
    await engine.close();
  });
});
