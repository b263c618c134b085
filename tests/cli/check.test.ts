import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { type JsonSchema, violations } from '../reporters/jsonSchema.ts';
import { brokenLadder, soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

const schema: JsonSchema = JSON.parse(readFileSync(join(import.meta.dirname, '../../report.schema.json'), 'utf8'));

/** A report without what two runs of the same input may differ in. */
function timeless(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (key === 'durationMs' ? 0 : value));
}

describe('a sound ladder', () => {
  test('passes, and check is what stepproof does without a command', async () => {
    const args = ['--rows', '5'];
    const run = stepproof(args, { cwd: projectFolder(soundLadder) });
    await expect(transcript(args, run)).toMatchFileSnapshot('../golden/check-passes.txt');
  });

  test('gives the same report wherever and whenever it is checked', () => {
    const folder = projectFolder(soundLadder);
    const here = stepproof(['check', '--reporter', 'json'], { cwd: folder, env: { TZ: 'Asia/Kathmandu' } });
    const there = stepproof(['check', folder, '--reporter', 'json'], { env: { TZ: 'UTC', LC_ALL: 'tr_TR.UTF-8' } });
    expect(timeless(here.stdout)).toEqual(timeless(there.stdout));
    expect(violations(JSON.parse(here.stdout), schema, schema)).toEqual([]);
  });

  test('meets the same clock in every time zone', () => {
    const local = "INSERT INTO notes SELECT 1, 'x' WHERE strftime('%H', 0, 'unixepoch', 'localtime') = '00';\n";
    const cwd = projectFolder({
      ...soundLadder,
      'migrations/0001_notes.sql': soundLadder['migrations/0001_notes.sql'] + local,
    });
    const { stdout } = stepproof(['check', '--reporter', 'json'], { cwd, env: { TZ: 'Asia/Kathmandu' } });
    expect(JSON.parse(stdout).steps[0].rows.after).toBe(1);
  });

  test('is filled from the seed that is asked for', () => {
    const cwd = projectFolder(soundLadder);
    const { stdout } = stepproof(['check', '--seed', '7', '--reporter', 'json'], { cwd });
    expect(JSON.parse(stdout).seed).toBe(7);
  });
});

describe('a broken ladder', () => {
  test('fails with what, where, why and how to repair it', async () => {
    const args = ['check', '--rows', '5'];
    const run = stepproof(args, { cwd: projectFolder(brokenLadder) });
    await expect(transcript(args, run)).toMatchFileSnapshot('../golden/check-fails.txt');
  });

  test('is proven one step at a time by the beginning of an id', () => {
    const cwd = projectFolder(brokenLadder);
    const first = stepproof(['check', '--step', '0001', '--reporter', 'json'], { cwd });
    expect([first.code, JSON.parse(first.stdout).steps.length]).toEqual([0, 1]);
    const second = stepproof(['check', '--from', '0002', '--check', 'rollback-applies', '--reporter', 'json'], { cwd });
    expect([second.code, JSON.parse(second.stdout).summary.checks]).toEqual([0, 1]);
  });

  test('says why it fails even where nobody asked for text', () => {
    const cwd = projectFolder(brokenLadder);
    const { code, stdout, stderr } = stepproof(['check', '--reporter', 'json=report.json'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^stepproof: ✗ 1 of 2 steps failed: /);
  });

  test('is repeated by the command that its finding gives', () => {
    const cwd = projectFolder({ 'a folder/read.me': '' });
    for (const [name, text] of Object.entries(brokenLadder)) {
      mkdirSync(join(cwd, 'a folder', name, '..'), { recursive: true });
      writeFileSync(join(cwd, 'a folder', name), text);
    }
    const { stdout } = stepproof(['check', 'a folder', '--rows', '2', '--no-config'], { cwd });
    const [, command = ''] = /replay {2}npx stepproof (.*)/.exec(stdout) ?? [];
    expect(command).toMatch(/^check 'a folder' --no-config --rows 2 --step 0002_index --check \S+ --seed \d+$/);
    expect(
      stepproof(
        command
          .replace("'a folder'", 'a_folder')
          .split(' ')
          .map((word) => word.replace('_f', ' f')),
        { cwd },
      ).code,
    ).toBe(1);
  });
});

describe('reports', () => {
  test('are written side by side', () => {
    const cwd = projectFolder(soundLadder);
    const { code, stdout } = stepproof(
      ['check', '--reporter', 'text=a.txt', '--reporter', 'json=b.json', '--reporter', 'text'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8')).summary.passed).toBe(2);
  });

  test('that cannot be written make a passed run count for nothing, and hide no other report', () => {
    const cwd = projectFolder(soundLadder);
    const { code, stderr } = stepproof(['check', '--reporter', 'json=no/where.json', '--reporter', 'text=a.txt'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('error[report-not-written]: the json report cannot be written to no/where.json');
    expect(readdirSync(cwd).sort()).toEqual(['a.txt', 'migrations', 'rollbacks']);
  });

  test('follow a link to the file that it names', () => {
    const cwd = projectFolder({ ...soundLadder, 'real.json': 'old' });
    symlinkSync('real.json', join(cwd, 'link.json'));
    expect(stepproof(['check', '--reporter', 'json=link.json'], { cwd }).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8')).schemaVersion).toBe(1);
  });

  test('have colours only where they are wanted', () => {
    const cwd = projectFolder(soundLadder);
    expect(stepproof(['check'], { cwd, env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[32m');
    expect(stepproof(['check', '--no-color'], { cwd, env: { FORCE_COLOR: '1' } }).stdout).not.toContain('\u001b');
  });
});

describe('warnings', () => {
  const cwd = (): string =>
    projectFolder({
      'migrations/0001_a.sql': 'CREATE TABLE a (id TEXT PRIMARY KEY);\n',
      'rollbacks/0001_a.sql': 'DROP TABLE a;\n',
    });

  test('do not fail a run', () => {
    expect(stepproof(['check'], { cwd: cwd() }).code).toBe(0);
  });

  test('fail it when there are more than are allowed, and it says so', () => {
    const { code, stderr } = stepproof(['check', '--max-warnings', '0'], { cwd: cwd() });
    expect([code, stderr]).toEqual([1, 'stepproof: 1 warning, and --max-warnings allows 0\n']);
  });
});

describe('a configuration', () => {
  test('that is wrong ends with 2 and a frame of its line', async () => {
    const config =
      'export default {\n  expect: { "0003_gone": { tables: 1 } },\n  severity: { "row-survive": "off" },\n};\n';
    const run = stepproof(['check'], { cwd: projectFolder({ ...soundLadder, 'stepproof.config.ts': config }) });
    await expect(transcript(['check'], run)).toMatchFileSnapshot('../golden/config-mistake.txt');
  });

  test('that ends the process is no pass', () => {
    const { code, stderr } = stepproof(['check'], {
      cwd: projectFolder({ ...soundLadder, 'stepproof.config.ts': 'process.exit(0);' }),
    });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'error[child-crashed]: the process that runs the SQL ended with code 0 before it had a verdict',
    );
  });

  test('with a timer that never ends does not keep the run alive', () => {
    const config = 'setInterval(() => {}, 1000);\nexport default {};';
    expect(stepproof(['check'], { cwd: projectFolder({ ...soundLadder, 'stepproof.config.ts': config }) }).code).toBe(
      0,
    );
  });

  test('can leave checks out', () => {
    const config = "export default { severity: { 'rollback-exists': 'off' } };";
    const { stdout } = stepproof(['check', '--reporter', 'json'], {
      cwd: projectFolder({ ...soundLadder, 'stepproof.config.ts': config }),
    });
    const ids: readonly string[] = JSON.parse(stdout).steps[0].checks.map(({ id }: { id: string }) => id);
    expect(ids).toContain('rollback-applies');
    expect(ids).not.toContain('rollback-exists');
  });
});
