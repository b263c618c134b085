import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localHistory } from '../../harness/commands/localHistory.ts';
import { localLedgers } from '../../harness/commands/localState.ts';
import { readLadder } from '../../harness/commands/readLadder.ts';
import { localDatabases } from '../../harness/layouts/localDatabases.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { ledgerOf, makeLocalState } from '../layouts/localState.ts';

const LADDER = {
  'wrangler.toml': '[[d1_databases]]\nbinding = "DB"\ndatabase_id = "shop"\nmigrations_dir = "d1"\n',
  'd1/0001_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
  'd1/0002_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n',
  'd1/0003_notes.sql': 'CREATE TABLE notes (id INTEGER PRIMARY KEY);\n',
};

function ladderIn(root: string) {
  return readLadder(root, {}, { migrations: null, rollbacks: null, layout: 'auto' });
}

/** What is found where the local database has these files in its ledger. */
async function foundWith(names: readonly string[], id = 'shop', files: Readonly<Record<string, string>> = LADDER) {
  const root = projectFolder(files);
  await makeLocalState(root, { [id]: ledgerOf(names) });
  return localHistory(ladderIn(root));
}

describe('the local database of a wrangler project', () => {
  test('is silent where what it has run is the beginning of the ladder', async () => {
    expect(await foundWith(['0001_users.sql', '0002_tags.sql'])).toEqual([]);
    expect(await foundWith([])).toEqual([]);
  });

  test('tells of a migration that is gone', async () => {
    expect(await foundWith(['0001_users.sql', '0002_branch.sql'])).toEqual([
      expect.objectContaining({
        check: 'history-is-kept',
        severity: 'warning',
        object: 'script d1/0002_branch.sql',
        message: 'the local database DB has run d1/0002_branch.sql, and there is no such file',
        fix: expect.stringContaining('.wrangler/state/v3/d1/miniflare-D1DatabaseObject/'),
      }),
    ]);
  });

  test('tells of each step that would run behind a later one', async () => {
    expect(await foundWith(['0003_notes.sql'])).toEqual([
      expect.objectContaining({
        severity: 'warning',
        object: 'step 0001_users',
        message: 'the local database DB has run 0003_notes already, which comes after this step',
        location: { file: 'd1/0001_users.sql', line: 1, column: 1 },
      }),
      expect.objectContaining({ object: 'step 0002_tags' }),
    ]);
  });

  test('is known by its ledger where its id is another one by now', async () => {
    expect((await foundWith(['0003_notes.sql'], 'local')).map(({ object }) => object)).toEqual([
      'step 0001_users',
      'step 0002_tags',
    ]);
    expect(await foundWith(['0009_foreign.sql'], 'local')).toEqual([]);
  });

  test('is known no more where two ledgers fit', async () => {
    const root = projectFolder(LADDER);
    await makeLocalState(root, { old: ledgerOf(['0003_notes.sql']), older: ledgerOf(['0001_users.sql']) });
    expect(await localLedgers(ladderIn(root))).toEqual([]);
  });

  test('keeps its ledger in the table that the configuration names', async () => {
    const files = { ...LADDER, 'wrangler.toml': `${LADDER['wrangler.toml']}migrations_table = "applied"\n` };
    const root = projectFolder(files);
    await makeLocalState(root, { shop: ledgerOf(['0003_notes.sql'], 'applied') });
    expect(await localHistory(ladderIn(root))).toHaveLength(2);
  });

  test('is only read', async () => {
    const root = projectFolder(LADDER);
    await makeLocalState(root, { shop: ledgerOf(['0001_users.sql']) });
    const file = localDatabases(root)[0]?.file ?? '';
    const before = [readFileSync(file), statSync(file).mtimeMs];
    const [local] = await localLedgers(ladderIn(root));
    expect(local?.ledger).toMatchObject({ tool: 'wrangler', applied: [{ id: '0001_users' }] });
    expect([readFileSync(file), statSync(file).mtimeMs]).toEqual(before);
  });

  test('that cannot be read is a note', async () => {
    const root = projectFolder(LADDER);
    await makeLocalState(root, { shop: ['CREATE TABLE a (b)'] });
    const file = localDatabases(root)[0]?.file ?? '';
    for (const sidecar of ['-wal', '-shm']) rmSync(`${file}${sidecar}`, { force: true });
    writeFileSync(file, 'no database at all, and longer than the header of one is: '.repeat(100));
    expect(await localHistory(ladderIn(root))).toEqual([
      expect.objectContaining({ severity: 'note', object: 'database DB' }),
    ]);
  });

  test('is looked for in the layout of wrangler alone', async () => {
    const root = projectFolder(LADDER);
    await makeLocalState(root, { shop: ledgerOf(['0003_notes.sql']) });
    expect(readdirSync(join(root, '.wrangler/state/v3/d1'))).toContain('miniflare-D1DatabaseObject');
    expect(await localLedgers({ ...ladderIn(root), layout: 'paired' })).toEqual([]);
  });
});
