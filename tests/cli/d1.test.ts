import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { ENDLESS, soundLadder } from './ladders.ts';
import { startStepproof, stepproof } from './run.ts';

/** Where these runs keep their temporary files, so that what they leave behind is seen. */
const TEMPORARY = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stepproof-test-'));
const env = { TMPDIR: TEMPORARY };
afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

test('a ladder is proven on both engines, each step once on each', () => {
  const cwd = projectFolder(soundLadder);
  const args = ['check', '--engine', 'better-sqlite3', '--engine', 'd1', '--reporter', 'json'];
  const { code, stdout, stderr } = stepproof(args, { cwd, env });
  expect([code, stderr]).toEqual([0, '']);
  const { engines, steps } = JSON.parse(stdout);
  expect(engines.map(({ name }: { name: string }) => name)).toEqual(['better-sqlite3', 'd1']);
  expect(engines[1]).toMatchObject({ version: expect.stringMatching(/^workerd 1\.\d+\.\d+$/), sqlite: '' });
  expect(steps.map(({ engine, id, status }: Record<string, string>) => `${engine} ${id} ${status}`)).toEqual([
    'better-sqlite3 0001_notes passed',
    'better-sqlite3 0002_index passed',
    'd1 0001_notes passed',
    'd1 0002_index passed',
  ]);
  expect(readdirSync(TEMPORARY)).toEqual([]);
});

test('a table of the steps of two engines says which is which', () => {
  const cwd = projectFolder(soundLadder);
  const { stdout } = stepproof(['check', '--engine', 'better-sqlite3,d1'], { cwd, env });
  expect(stdout).toMatch(/✓ {2}0001_notes {2}better-sqlite3 [\s\S]*✓ {2}0001_notes {2}d1 /);
});

test('the configuration can ask for D1, and the command line overrules it', () => {
  const cwd = projectFolder({ ...soundLadder, 'stepproof.config.ts': "export default { engines: ['d1'] };" });
  const engines = (...args: readonly string[]) =>
    JSON.parse(stepproof(['check', '--reporter', 'json', ...args], { cwd, env }).stdout).engines.map(
      ({ name }: { name: string }) => name,
    );
  expect(engines()).toEqual(['d1']);
  expect(engines('--engine', 'better-sqlite3')).toEqual(['better-sqlite3']);
});

test('a script that switches foreign keys off is refused where D1 is a target', () => {
  const cwd = projectFolder({
    ...soundLadder,
    'migrations/0002_index.sql': `-- stepproof: foreign-keys off\n${soundLadder['migrations/0002_index.sql']}`,
  });
  const { code, stdout } = stepproof(['check', '--engine', 'd1', '--check', 'forward-applies'], { cwd, env });
  expect(code).toBe(1);
  expect(stdout).toContain('the script fails: foreign keys cannot be switched off on D1');
  expect(stdout).toContain('stepproof explain rows-survive');
});

test('a rebuild that wipes the children is red on D1 with the lost rows counted', () => {
  const cwd = join(import.meta.dirname, '../fixtures/faults/h01-cascade-child');
  const { code, stdout } = stepproof(['check', '--engine', 'd1'], { cwd, env });
  expect(code).toBe(1);
  expect(stdout).toMatch(/✗ {2}rows-survive .*\n.*\d+ of \d+ rows/);
});

test('a report says the same on every run, whatever the clock says', () => {
  const cwd = projectFolder({
    ...soundLadder,
    'migrations/0002_index.sql':
      "ALTER TABLE notes ADD COLUMN seen TEXT NOT NULL DEFAULT '';\nUPDATE notes SET seen = CURRENT_TIMESTAMP;\nCREATE TABLE log (at TEXT DEFAULT CURRENT_TIMESTAMP, day TEXT DEFAULT CURRENT_DATE);\nINSERT INTO log DEFAULT VALUES;\n",
    'rollbacks/0002_index.sql': 'DROP TABLE log;\nALTER TABLE notes DROP COLUMN seen;\n',
  });
  const report = () =>
    stepproof(['check', '--engine', 'd1', '--reporter', 'json'], { cwd, env }).stdout.replaceAll(
      /"durationMs": [\d.]+/g,
      '',
    );
  const first = report();
  expect(JSON.parse(first.replaceAll(/,\s*(?=[,}\]])/g, '')).summary.failed).toBe(0);
  expect(report()).toBe(first);
});

test('a statement that does not end is found in its script, stopped and reported', () => {
  const cwd = projectFolder({
    ...soundLadder,
    'migrations/0001_notes.sql': `${soundLadder['migrations/0001_notes.sql']}${ENDLESS}\n`,
  });
  const args = ['check', '--engine', 'd1', '--timeout', '4', '--check', 'forward-applies', '--reporter', 'json'];
  const [finding] = JSON.parse(stepproof(args, { cwd, env }).stdout).steps[0].checks[0].findings;
  expect(finding).toMatchObject({
    message: expect.stringContaining('stopped after 4 s: it did not end'),
    location: { line: 2 },
  });
});

describe('an engine that is not there', () => {
  test('is named with the line that installs it', () => {
    const hook = `import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name === 'miniflare') throw new Error('Cannot find package'); return next(name, context); } });`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
    const { code, stderr } = stepproof(['check', '--engine', 'd1'], {
      cwd: projectFolder(soundLadder),
      env: { ...env, NODE_OPTIONS },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('error[engine-missing]: the engine d1 needs the package miniflare');
    expect(stderr).toContain('fix     npm install --save-dev miniflare@4');
  });

  test('is told where its workerd does not start, and nothing stays', () => {
    const cwd = projectFolder(soundLadder);
    const broken = { ...env, MINIFLARE_WORKERD_PATH: '/bin/false' };
    const { code, stderr } = stepproof(['check', '--engine', 'd1'], { cwd, env: broken });
    expect(code).toBe(2);
    expect(stderr).toContain('error[engine-not-started]: workerd, which runs D1, does not start');
    expect(readdirSync(TEMPORARY)).toEqual([]);
  });
});

/** Every process that descends from one, by its command. */
function descendants(ancestor: number | undefined): readonly { readonly pid: number; readonly command: string }[] {
  const lines = spawnSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const processes = lines.map((line) => {
    const [pid = '', parent = '', command = ''] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command };
  });
  const found = new Set([ancestor]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
  }
  return processes.filter(({ pid }) => pid !== ancestor && found.has(pid));
}

async function workerdOf(run: ChildProcess): Promise<number> {
  for (;;) {
    const workerd = descendants(run.pid).find(({ command }) => command === 'workerd');
    if (workerd !== undefined) return workerd.pid;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A process that has ended and whose parent has not asked for it yet does not count. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) await new Promise((resolve) => setImmediate(resolve));
}

describe.runIf(existsSync('/usr/bin/setpriv'))('an end in the middle', () => {
  const ladder = {
    ...soundLadder,
    'migrations/0001_notes.sql': `${soundLadder['migrations/0001_notes.sql']}${ENDLESS}\n`,
  };

  test.each([
    ['SIGINT to the run', 'run', 'SIGINT', 130],
    ['SIGKILL to workerd', 'workerd', 'SIGKILL', 2],
    ['SIGKILL to the process with the SQL', 'worker', 'SIGKILL', 2],
  ] as const)('by %s leaves no process and no folder', async (_, whom, signal, expected) => {
    const run = startStepproof(['check', '--engine', 'd1'], { cwd: projectFolder(ladder), env });
    const end = once(run, 'close');
    const workerd = await workerdOf(run);
    const all = descendants(run.pid);
    const worker = all.find(({ pid }) => pid !== workerd)?.pid;
    expect(all.length).toBe(2);
    process.kill({ run: run.pid, worker, workerd }[whom] ?? 0, signal);
    const [code] = await end;
    expect(code).toBe(expected);
    await gone(all.map(({ pid }) => pid));
    expect(readdirSync(TEMPORARY)).toEqual([]);
  });

  test('by SIGKILL to the run leaves no process, and the next run deletes its folder', async () => {
    const run = startStepproof(['check', '--engine', 'd1'], { cwd: projectFolder(ladder), env });
    const end = once(run, 'close');
    await workerdOf(run);
    const all = descendants(run.pid).map(({ pid }) => pid);
    run.kill('SIGKILL');
    await end;
    await gone(all);
    expect(readdirSync(TEMPORARY)).toHaveLength(1);
    expect(stepproof(['check'], { cwd: projectFolder(soundLadder), env }).code).toBe(0);
    expect(readdirSync(TEMPORARY)).toEqual([]);
  });
});

test('better-sqlite3 alone does not load miniflare', () => {
  const cwd = projectFolder(soundLadder);
  const trace = join(TEMPORARY, 'modules');
  mkdirSync(trace);
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(
    `import { registerHooks } from 'node:module'; import { writeFileSync } from 'node:fs'; registerHooks({ resolve(name, context, next) { if (name.includes('miniflare')) writeFileSync(${JSON.stringify(join(trace, 'loaded'))}, name); return next(name, context); } });`,
  )}`;
  stepproof(['check'], { cwd, env: { ...env, NODE_OPTIONS } });
  expect(existsSync(join(trace, 'loaded'))).toBe(false);
  stepproof(['check', '--engine', 'd1'], { cwd, env: { ...env, NODE_OPTIONS } });
  expect(readFileSync(join(trace, 'loaded'), 'utf8')).toContain('miniflare');
  rmSync(trace, { recursive: true });
});
