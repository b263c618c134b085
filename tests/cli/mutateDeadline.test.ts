import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { startStepproof, stepproof } from './run.ts';

const TABLES = Array.from({ length: 8 }, (_, at) => `other${at}`);

/** Without the row in `limits` the recursion has no end; the other tables make more mutants than one thread judges. */
const recursive = {
  'migrations/0001_limits.sql': `CREATE TABLE limits (top INTEGER NOT NULL);\n${TABLES.map((name) => `CREATE TABLE ${name} (a TEXT, b TEXT, c TEXT);\n`).join('')}`,
  'rollbacks/0001_limits.sql': `${TABLES.map((name) => `DROP TABLE ${name};\n`).join('')}DROP TABLE limits;\n`,
  'migrations/0002_numbers.sql': `
CREATE TABLE numbers (n INTEGER PRIMARY KEY);
INSERT INTO limits (rowid, top) VALUES (77, 3);
INSERT INTO numbers WITH RECURSIVE c(n) AS (
  SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < coalesce((SELECT top FROM limits WHERE rowid = 77), 1e18)
) SELECT n FROM c;
`,
  'rollbacks/0002_numbers.sql': 'DROP TABLE numbers;\nDELETE FROM limits WHERE rowid = 77;\n',
};

interface Survivor {
  readonly operator: string;
  readonly object: string;
}

describe('a mutant that does not end', () => {
  test.each([
    ['in a worker', []],
    ['in the process itself', ['--workers', '1', '--steps-only']],
  ])('%s is stopped at its deadline and counts as killed, and the others go on', (_, extra) => {
    const args = ['mutate', ...extra, '--timeout', '1.5', '--reporter', 'json'];
    const { code, stdout, stderr } = stepproof(args, { cwd: projectFolder(recursive) });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^stepproof: stopped after 1\.5 s, going on without it: \[steps mutant \d+\] INSERT INTO numbers/,
    );
    const { steps } = JSON.parse(stdout).mutation;
    const drops = steps.survivors.filter(({ operator }: Survivor) => operator === 'statement-drop');
    expect(drops.map(({ object }: Survivor) => object)).not.toContain('table limits');
    expect(steps.killedBy['forward-applies']).toBeGreaterThan(0);
  });
});

/** The process that a run has started for its SQL. */
async function childOf(parent: ChildProcess): Promise<number> {
  for (;;) {
    const list = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim();
    if (list !== '') return Number(list.split(' ')[0]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits until one of the threads is at the statement without an end. */
async function hung(child: number): Promise<void> {
  while (![5, 6].some((fd) => noted(child, fd).includes('WITH RECURSIVE'))) {
    if (!isAlive(child)) throw new Error('the process that runs the SQL has ended');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a thread has noted of its activity; nothing while the process is only starting and has other things open. */
function noted(child: number, fd: number): string {
  try {
    const path = `/proc/${child}/fd/${fd}`;
    return readlinkSync(path).includes('stepproof') ? readFileSync(path, 'latin1') : '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('a signal', () => {
  test('ends the run with all of its workers, whatever they are at', async () => {
    const cwd = projectFolder(recursive);
    const run = startStepproof(['mutate', '--workers', '2', '--timeout', '60'], { cwd });
    const end = once(run, 'close');
    const child = await childOf(run);
    await hung(child);
    run.kill('SIGINT');
    expect((await end)[0]).toBe(130);
    expect(isAlive(child)).toBe(false);
    expect(readdirSync(cwd)).toEqual(['migrations', 'rollbacks']);
  });

  test.runIf(existsSync('/usr/bin/setpriv'))('that the parent cannot hear ends the workers, too', async () => {
    const run = startStepproof(['mutate', '--workers', '2', '--timeout', '60'], { cwd: projectFolder(recursive) });
    const end = once(run, 'close');
    const child = await childOf(run);
    await hung(child);
    run.kill('SIGKILL');
    await end;
    while (isAlive(child)) await new Promise((resolve) => setImmediate(resolve));
    expect(isAlive(child)).toBe(false);
  });
});
