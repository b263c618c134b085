import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

const PROJECT = join(import.meta.dirname, '../..');

describe('init', () => {
  test('shows what it would write, and with --dry-run writes nothing', async () => {
    const cwd = projectFolder(soundLadder);
    const args = ['init', '--dry-run'];
    await expect(transcript(args, stepproof(args, { cwd }))).toMatchFileSnapshot('../golden/init.txt');
    expect(existsSync(join(cwd, 'stepproof.config.ts'))).toBe(false);
  });

  test('writes a configuration by which the check passes', () => {
    // In a folder of the project, where the configuration finds the package.
    const cwd = projectFolder(soundLadder, join(PROJECT, 'dist/tests'));
    expect(stepproof(['init', '--yes'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'stepproof.config.ts'), 'utf8')).toContain('layout: "paired"');
    expect(stepproof(['check'], { cwd })).toMatchObject({ code: 0 });
  });

  test('leaves a file that is there as it is', () => {
    const cwd = projectFolder({ ...soundLadder, 'stepproof.config.ts': '// mine\n' });
    const { stdout } = stepproof(['init', '--yes'], { cwd });
    expect(stdout).toContain('stepproof.config.ts is there already and stays as it is');
    expect(readFileSync(join(cwd, 'stepproof.config.ts'), 'utf8')).toBe('// mine\n');
  });

  test('writes no second configuration beside one of another ending', () => {
    const cwd = projectFolder({ ...soundLadder, 'stepproof.config.mjs': 'export default {};\n' });
    const { stdout } = stepproof(['init', '--yes'], { cwd });
    expect(stdout).toContain('stepproof.config.mjs is there already and stays as it is');
    expect(existsSync(join(cwd, 'stepproof.config.ts'))).toBe(false);
  });

  test('ends with 2 where a file cannot be written, and names it', () => {
    const cwd = projectFolder({ ...soundLadder, '.github': 'no folder' });
    const { code, stderr } = stepproof(['init', '--yes'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('error[io-error]: .github/workflows/stepproof.yml cannot be written'),
    ]);
  });

  test('asks, and where nobody can answer says how to go on', () => {
    const { code, stderr } = stepproof(['init'], { cwd: projectFolder(soundLadder) });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--yes')]);
  });

  test('ends with 2 in a folder without migrations', () => {
    expect(stepproof(['init', '--yes'], { cwd: projectFolder({}) }).stderr).toContain('error[no-migrations]');
  });
});

describe('doctor', () => {
  test('finds everything in a sound folder', () => {
    const { code, stdout } = stepproof(['doctor'], { cwd: projectFolder(soundLadder) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ {2}better-sqlite3 {2}\d+\.\d+\.\d+ \(SQLite 3\.\d+/m);
    expect(stdout).toContain('2 in migrations (paired), 2 with a rollback; no configuration');
  });

  test('says what is wrong with a folder, and what to do', () => {
    const { code, stdout } = stepproof(['doctor'], { cwd: projectFolder({}) });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^✗ {2}migrations/m);
    expect(stdout).toMatch(/^ {2}migrations: Put the first pair there/m);
  });
});

describe('the GitHub Action', () => {
  /** Runs its script with a npx that prints its arguments. */
  function run(env: Readonly<Record<string, string>>): string {
    const action = readFileSync(join(PROJECT, 'action.yml'), 'utf8');
    const script = action.slice(action.indexOf('run: |') + 'run: |'.length).replaceAll(/^ {8}/gm, '');
    const bin = projectFolder({ npx: '#!/bin/sh\nfor one in "$@"; do printf "[%s]" "$one"; done\n' });
    chmodSync(join(bin, 'npx'), 0o755);
    const inputs = { STEPPROOF_DIRECTORY: '.', STEPPROOF_SINCE: '', STEPPROOF_ARGUMENTS: '', STEPPROOF_BASE: '' };
    const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
    return spawnSync('bash', ['-e', '-c', script], { env: { ...inputs, ...env, PATH: path }, encoding: 'utf8' }).stdout;
  }

  test('proves everything outside of a pull request', () => {
    expect(run({})).toBe('[--no][--][stepproof][check][.][--reporter][github]');
  });

  test('proves what a pull request adds, with a summary of the job', () => {
    expect(run({ STEPPROOF_BASE: 'main', GITHUB_STEP_SUMMARY: 'job summary.md' })).toContain(
      '[--reporter][markdown=job summary.md][--since][origin/main]',
    );
  });

  test('takes inputs as words and never as commands', () => {
    const given = run({ STEPPROOF_DIRECTORY: '$(touch x); a b', STEPPROOF_ARGUMENTS: '--rows\n12\n`id`' });
    expect(given).toContain('[$(touch x); a b]');
    expect(given).toContain('[--rows][12][`id`]');
  });

  test('hands over nothing of an input but by the environment', () => {
    const action = readFileSync(join(PROJECT, 'action.yml'), 'utf8');
    expect(action.slice(action.indexOf('run: |'))).not.toContain('${{');
  });
});
