import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const CI = readFileSync(join(ROOT, '.ci/run'), 'utf8');

function blocks(language: string): readonly string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

function stepproof(args: readonly string[], cwd: string): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'harness/cli/main.ts'), ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('the README', () => {
  test('its first two commands install and run everything, and CI runs them as they stand', () => {
    const [check, run] = blocks('sh').map((block) => block.trim());
    expect([check, run]).toEqual(['npm ci && npx stepproof check', 'npm ci && npm test']);
    expect(CI).toContain('npm ci\n');
    expect(CI).toContain('npx stepproof check');
    expect(CI).toContain('npm test --');
  });

  test('the main job ends with the ladder, 26 indexes at the first step, and exit code 0', () => {
    const { status, stdout } = stepproof(['check'], ROOT);
    expect(stdout).toMatch(/0001_initial_schema +10 +26 /);
    expect(stdout).toMatch(/9 steps passed: 0 errors/);
    expect(status).toBe(0);
  });

  test('the message that it shows is what the tool prints', () => {
    const shown = /^```\n(✗[\s\S]*?)^```/m.exec(README)?.[1] ?? 'nothing is shown';
    const { status, stdout } = stepproof(['check'], join(ROOT, 'tests/fixtures/readme'));
    expect(status).toBe(1);
    for (const line of shown.trimEnd().split('\n')) expect(stdout.split('\n')).toContain(line);
  });

  test.each([...README.matchAll(/`stepproof ([^`]+)`/g)].map((match) => match[1] ?? ''))(
    'stepproof %s works',
    (command) => {
      const folder = mkdtempSync(join(tmpdir(), 'stepproof-readme-'));
      cpSync(join(ROOT, 'tests/fixtures/packed'), folder, { recursive: true });
      const env = { ...process.env, CI: '' };
      const run = (args: readonly string[]) =>
        execFileSync(process.execPath, [join(ROOT, 'harness/cli/main.ts'), ...args], { cwd: folder, env });
      if (command.endsWith('DATABASE')) makeDatabase(folder, run);
      if (command === 'report merge') run(['check', '--reporter', 'json=report.json']);
      const meant = command
        .replace('<id>', 'rows-survive')
        .replace('A B', '. .')
        .replace(/merge$/, 'merge report.json');
      expect(() => run(meant.split(' '))).not.toThrow();
      rmSync(folder, { recursive: true });
    },
  );
});

/** A database that has the first step, and whose ledger says so. */
function makeDatabase(folder: string, run: (args: readonly string[]) => unknown): void {
  const [first = ''] = readdirSync(join(folder, 'migrations')).toSorted();
  const db = new Database(join(folder, 'DATABASE'));
  db.exec(readFileSync(join(folder, 'migrations', first), 'utf8'));
  db.close();
  const id = first.replace(/\.sql$/, '');
  run(['apply', 'DATABASE', '--assume-applied', id, '--to', id, '--no-backup']);
}
