import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { ledgerOf, makeLocalState } from '../layouts/localState.ts';
import { stepproof } from './run.ts';

const LADDER = {
  'wrangler.toml': '[[d1_databases]]\nbinding = "DB"\ndatabase_id = "shop"\nmigrations_dir = "d1"\n',
  'd1/0001_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
  'd1/0002_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n',
};

describe("a project with wrangler's local database", () => {
  test('is told how far it is', async () => {
    const cwd = projectFolder(LADDER);
    await makeLocalState(cwd, { shop: ledgerOf(['0001_users.sql']) });
    const { code, stdout } = stepproof(['doctor'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ +local DB +1 of 2 migrations applied; next 0002_tags$/m);
  });

  test('is told where the two part, and warned by check unless the check is left out', async () => {
    const cwd = projectFolder(LADDER);
    await makeLocalState(cwd, { shop: ledgerOf(['0002_tags.sql', '0003_gone.sql']) });
    const { code, stdout } = stepproof(['doctor'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^· +local DB +1 of 2 migrations applied; next 0001_users$/m);
    expect(stdout).toContain('0003_gone.sql is applied and has no file. 0001_users is not applied, although');
    const check = stepproof(['check'], { cwd });
    expect(check).toMatchObject({ code: 0, stdout: expect.stringContaining('has run d1/0003_gone.sql') });
    expect(check.stdout).toContain('has run 0002_tags already, which comes after this step');
    expect(stepproof(['check', '--max-warnings', '0'], { cwd }).code).toBe(1);
    expect(stepproof(['check', '--skip', 'history-is-kept'], { cwd }).stdout).not.toContain('local database');
  });
});
