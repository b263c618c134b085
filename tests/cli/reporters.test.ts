import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { allRules } from '../../harness/cli/rules.ts';
import { reporters } from '../../harness/reporters/index.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { runnerCommands } from '../reporters/actionsRunner.ts';
import { brokenLadder, soundLadder } from './ladders.ts';
import { stepproof } from './run.ts';

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** The broken ladder in a folder of a repository. */
function repository(): string {
  const moved = Object.entries(brokenLadder).map(([name, text]) => [`packages/db/${name}`, text]);
  return projectFolder({ '.git/HEAD': '', ...Object.fromEntries(moved) });
}

describe('the reporters', () => {
  test('are written side by side in one run', async () => {
    const cwd = projectFolder(brokenLadder);
    const files = Object.keys(reporters).filter((name) => name !== 'text');
    const asked = files.flatMap((name) => ['--reporter', `${name}=${name}.out`]);
    const { code, stdout } = stepproof(['check', '--reporter', 'text', ...asked], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('✗  rollback-restores-schema');
    expect(JSON.parse(read(cwd, 'json.out')).summary.failed).toBe(1);
    expect(JSON.parse(read(cwd, 'sarif.out')).runs[0].tool.driver.rules).toHaveLength((await allRules()).length);
    expect(XMLValidator.validate(read(cwd, 'junit.out'))).toBe(true);
    const { errors } = JSON.parse(read(cwd, 'json.out')).summary;
    expect(runnerCommands(read(cwd, 'github.out')).filter(({ name }) => name === 'error')).toHaveLength(errors);
    expect(read(cwd, 'markdown.out')).toMatch(/^### stepproof: ✗ 1 of 2 steps failed\n/);
  });

  test('name files as seen from the root of the repository', () => {
    const cwd = repository();
    const args = ['check', 'packages/db', '--reporter', 'github', '--reporter', 'sarif=out.sarif'];
    const { stdout, stderr } = stepproof(args, { cwd });
    expect(stderr).toBe('');
    expect(runnerCommands(stdout)[0]?.properties['file']).toBe('packages/db/rollbacks/0002_index.sql');
    const [result] = JSON.parse(read(cwd, 'out.sarif')).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('packages/db/rollbacks/0002_index.sql');
  });

  test('link to the commit that GitHub Actions runs on', () => {
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: '0123abcd' };
    const { stdout } = stepproof(['check', 'packages/db', '--reporter', 'markdown'], { cwd: repository(), env });
    expect(stdout).toContain('(https://github.com/acme/shop/blob/0123abcd/packages/db/rollbacks/0002_index.sql#L1)');
  });

  test('tell what could not be done', () => {
    const cwd = projectFolder({ 'read.me': '' });
    const asked = [
      '--reporter',
      'github',
      '--reporter',
      'junit=out.xml',
      '--reporter',
      'sarif=out.sarif',
      '--reporter',
      'markdown=out.md',
    ];
    const { code, stdout } = stepproof(['check', ...asked], { cwd });
    expect(code).toBe(2);
    expect(runnerCommands(stdout)).toMatchObject([{ name: 'error', properties: { title: 'no-migrations' } }]);
    expect(read(cwd, 'out.xml')).toContain('<error ');
    expect(JSON.parse(read(cwd, 'out.sarif')).runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(read(cwd, 'out.md')).toMatch(/^### stepproof: the work could not be done\n\n\*\*error: no-migrations\*\*\n/);
  });
});

describe('the summary of a GitHub Actions step', () => {
  const written = '### stepproof: ✓ 2 steps passed\n';

  test('is added to what the step has written already; another file is replaced', () => {
    const cwd = projectFolder({ ...soundLadder, 'summary.md': 'from another command', 'other.md': 'old' });
    const asked = ['--reporter', 'markdown=summary.md', '--reporter', 'markdown=other.md'];
    const { code } = stepproof(['check', ...asked], { cwd, env: { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') } });
    expect(code).toBe(0);
    expect(read(cwd, 'other.md').startsWith(written)).toBe(true);
    expect(read(cwd, 'summary.md')).toBe(`from another command\n${read(cwd, 'other.md')}`);
  });

  test('that cannot be added to makes a passed run count for nothing', () => {
    const cwd = projectFolder({ ...soundLadder, 'summary.md/in the way': '' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { code, stderr } = stepproof(['check', '--reporter', 'markdown=summary.md'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain('error[report-not-written]: the markdown report cannot be written to summary.md');
  });
});
