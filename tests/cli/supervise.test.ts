import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { ENDLESS, endlessLadder, soundLadder } from './ladders.ts';
import { startStepproof, stepproof, transcript } from './run.ts';

describe('a statement that does not end', () => {
  test('is stopped at its deadline and reported, and the climb goes on', async () => {
    const args = ['check', '--timeout', '2'];
    const run = stepproof(args, { cwd: projectFolder(endlessLadder) });
    await expect(transcript(args, run)).toMatchFileSnapshot('../golden/deadline.txt');
  });

  test('is looked for over a whole script, not statement by statement', () => {
    const count = (n: number) =>
      `INSERT INTO notes SELECT NULL, x FROM (WITH RECURSIVE c(x) AS (SELECT ${n} UNION ALL SELECT x + 1 FROM c LIMIT 4000000) SELECT max(x) AS x FROM c);`;
    const script = [
      'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);',
      ...Array.from({ length: 40 }, (_, n) => count(n)),
    ];
    const folder = projectFolder({
      'migrations/0001_a.sql': script.join('\n'),
      'rollbacks/0001_a.sql': 'DROP TABLE notes;',
    });
    const args = ['check', '--timeout', '3', '--check', 'forward-applies', '--reporter', 'json'];
    const report = JSON.parse(stepproof(args, { cwd: folder }).stdout);
    expect(report.steps[0].checks[0].findings[0].message).toContain('it did not end');
  });

  test('is not looked for by a program that is merely slow between statements', () => {
    const config =
      'const end = Date.now() + 2500;\nexport default { rows: { notes: (row) => { while (Date.now() < end); return row; } } };';
    const { code, stderr } = stepproof(['check', '--timeout', '1'], {
      cwd: projectFolder({ ...soundLadder, 'stepproof.config.ts': config }),
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('is given up after several others', () => {
    const statements = Array.from({ length: 6 }, (_, index) => ENDLESS.replace("'x'", `'${index}'`));
    const files = statements.map((statement, index) => [
      `migrations/000${index + 1}_a.sql`,
      `CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, body TEXT);\n${statement}\n`,
    ]);
    const args = ['check', '--timeout', '0.3', '--check', 'forward-applies', '--reporter', 'json'];
    const { code, stdout } = stepproof(args, { cwd: projectFolder(Object.fromEntries(files)) });
    expect(code).toBe(2);
    expect(JSON.parse(stdout).errors).toMatchObject([
      { code: 'deadline-exceeded', message: '6 statements did not end within 0.3 s each' },
    ]);
  });
});

/** The process that a run has started for its SQL. */
async function workerOf(parent: ChildProcess): Promise<number> {
  for (;;) {
    const list = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim();
    if (list !== '') return Number(list.split(' ')[0]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function isAlive(pid: number): boolean {
  return spawnSync('kill', ['-0', String(pid)]).status === 0;
}

async function endOf(run: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  run.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(run, 'close');
  return { code, stderr };
}

describe.runIf(process.platform === 'linux')('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const)('%s ends the run with its process and its files, with %i', async (signal, expected) => {
    const cwd = projectFolder(endlessLadder);
    const run = startStepproof(['check', '--reporter', 'json=report.json'], { cwd });
    const end = endOf(run);
    const worker = await workerOf(run);
    run.kill(signal);
    expect(await end).toEqual({ code: expected, stderr: `stepproof: ended by ${signal}\n` });
    expect(isAlive(worker)).toBe(false);
    expect(readdirSync(cwd)).toEqual(['migrations', 'rollbacks']);
  });

  test('that ends only the process with the SQL is a crash, told with the statement', async () => {
    const run = startStepproof(['check', '--reporter', 'json'], { cwd: projectFolder(endlessLadder) });
    const end = endOf(run);
    const worker = await workerOf(run);
    await runningStatement(worker);
    process.kill(worker, 'SIGKILL');
    const { code, stderr } = await end;
    expect(code).toBe(2);
    expect(stderr).toContain('error[child-crashed]: the process that runs the SQL was ended by SIGKILL');
    expect(stderr).toContain('It was running: INSERT INTO notes');
  });
});

describe.runIf(existsSync('/usr/bin/setpriv'))('the end of the parent', () => {
  test('by SIGKILL, which it cannot hear, ends the process with the SQL too', async () => {
    const run = startStepproof(['check'], { cwd: projectFolder(endlessLadder) });
    const end = endOf(run);
    const worker = await workerOf(run);
    await runningStatement(worker);
    run.kill('SIGKILL');
    await end;
    while (isAlive(worker)) await new Promise((resolve) => setImmediate(resolve));
    expect(isAlive(worker)).toBe(false);
  });
});

/** Waits until the endless statement runs. */
async function runningStatement(worker: number): Promise<void> {
  while (!noted(worker).includes('WITH RECURSIVE')) await new Promise((resolve) => setImmediate(resolve));
}

/** What the process has noted of its activity; nothing while it is only starting. */
function noted(worker: number): string {
  try {
    return readFileSync(`/proc/${worker}/fd/4`, 'latin1');
  } catch {
    return '';
  }
}

describe('a closed pipe', () => {
  test('on standard output makes the run count for nothing', async () => {
    const run = startStepproof(['check'], { cwd: projectFolder(soundLadder) });
    run.stdout?.destroy();
    const { code, stderr } = await endOf(run);
    expect(code).toBe(2);
    expect(stderr).toContain('error[report-not-written]: the text report cannot be written to standard output');
  });

  test('on standard error does not', async () => {
    const run = startStepproof(['check', '--max-warnings', '0'], {
      cwd: projectFolder({
        'migrations/0001_a.sql': 'CREATE TABLE a (id TEXT PRIMARY KEY);',
        'rollbacks/0001_a.sql': 'DROP TABLE a;',
      }),
    });
    run.stderr?.destroy();
    expect((await endOf(run)).code).toBe(1);
  });
});
