import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { ACCOUNT, type Cloud, DATABASE, startCloud, TOKEN } from '../engines/hosted/cloud.ts';
import { makeLocalState } from '../layouts/localState.ts';
import { soundLadder } from './ladders.ts';
import { type Run, startStepproof, stepproof } from './run.ts';

const PROJECT = {
  ...soundLadder,
  'wrangler.json': JSON.stringify({
    account_id: ACCOUNT,
    d1_databases: [{ binding: 'DB', database_name: 'app', database_id: DATABASE }],
  }),
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

/** The server answers from this process, so the run may not block it. */
async function remotely(cwd: string, args: readonly string[], token = TOKEN): Promise<Run> {
  const env = { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_BASE_URL: cloud.target.api };
  const child = startStepproof(args, { cwd, env });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream)));
  const [code] = await once(child, 'close');
  return { code, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}

describe('d1:NAME --remote', () => {
  test('is applied to, looked at and taken back, and the token is shown nowhere', async () => {
    const cwd = projectFolder(PROJECT);
    const runs = [
      await remotely(cwd, ['status', 'd1:app', '--remote']),
      await remotely(cwd, ['rehearse', 'd1:app', '--remote']),
      await remotely(cwd, [
        'apply',
        'd1:app',
        '--remote',
        '--by',
        'ada',
        '--reporter',
        'text',
        '--reporter',
        'json=a.json',
      ]),
      await remotely(cwd, ['health', 'd1:app', '--remote']),
      await remotely(cwd, ['rollback', 'd1:app', '--remote', '--steps', '2']),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(runs[3]?.stdout).toContain('quick_check ok');
    expect(runs[2]?.stderr).toContain('Time Travel bookmark of the database as it is: 00000085-');
    expect(runs.map(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain(TOKEN);
    expect(cloud.requests.some((request) => request.includes(TOKEN))).toBe(false);
  });

  test('says what is missing', async () => {
    const cwd = projectFolder(PROJECT);
    const refused = await remotely(cwd, ['status', 'd1:app', '--remote'], 'wrong-canary');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('error[not-authorized]') });
    expect(refused.stdout + refused.stderr).not.toContain('wrong-canary');
    expect(await remotely(cwd, ['status', 'd1:app', '--remote'], '')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('CLOUDFLARE_API_TOKEN'),
    });
    expect(stepproof(['apply', 'app.db', '--remote'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--remote is for databases of D1'),
    });
  });
});

describe('d1:NAME', () => {
  test('is the database that wrangler keeps on this machine', async () => {
    const cwd = projectFolder(PROJECT);
    await makeLocalState(cwd, { [DATABASE]: [soundLadder['migrations/0001_notes.sql'].replace(';', '')] });
    const adopted = stepproof(['apply', 'd1:app', '--assume-applied', '0001', '--no-backup'], { cwd });
    expect(adopted).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = stepproof(['status', 'd1:app', '--reporter', 'json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).operation.steps).toMatchObject([{ standing: 'applied' }, { standing: 'applied' }]);
  });

  test('that is not there is said', () => {
    const cwd = projectFolder(PROJECT);
    expect(stepproof(['status', 'd1:app'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error[database-missing]: app is not on this machine'),
    });
  });
});
