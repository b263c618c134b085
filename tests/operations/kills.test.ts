import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyAll } from '../../harness/operations/applyAll.ts';
import { contextOf } from './context.ts';
import { type Contents, contentsOf, copyOf, folderForTest, makeDatabase } from './database.ts';
import { manyRows, twoSteps } from './steps.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/stepproof');
/** One file starts in half of the time that its parts take, and it is started two hundred times. */
const RUNNER = join(CACHE, `runner-${process.pid}.js`);
beforeAll(async () => {
  const input = join(import.meta.dirname, 'runner.ts');
  await build({ input, platform: 'node', external: /^better-sqlite3/, output: { file: RUNNER }, logLevel: 'warn' });
});
afterAll(() => rmSync(RUNNER, { force: true }));

/** Processes at a time. */
const AT_ONCE = 3;
const PATIENCE_MS = 300_000;

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** Runs the runner to its end; `killAfter` kills it that many milliseconds after it has begun to work. */
async function run(args: readonly string[], killAfter: number | null = null): Promise<Ended> {
  const child = spawn(process.execPath, [RUNNER, ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '' && killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
    output += text;
  });
  const [, signal] = await once(child, 'close');
  return { signal, output };
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What the database holds with none, the first, and both of the steps. */
async function rungs(folder: string, steps: typeof twoSteps): Promise<readonly Contents[]> {
  const path = makeDatabase(join(folder, 'rungs.db'));
  const states = [contentsOf(path)];
  for (const step of steps) {
    expect(await applyAll([step], [], contextOf(path, steps), new Map())).toBeNull();
    states.push(contentsOf(path));
  }
  return states;
}

/** Moments of one run of a step in `twoSteps`: opened, locked, admitted, guarded, 5 or 3 or 2 statements, released, judged, recorded, committed. */
const BESIDE_STATEMENTS = 8;

describe.each(['delete', 'wal'] as const)('SIGKILL with journal_mode = %s', (journal) => {
  test(
    'at every moment of applying two steps leaves the steps that were committed, and the ledger agrees',
    async () => {
      const folder = folderForTest();
      const states = await rungs(folder, twoSteps);
      const empty = makeDatabase(join(folder, 'empty.db'), '', journal);
      const moments = Array.from({ length: 2 * (BESIDE_STATEMENTS + 5) }, (_, index) => index + 1);
      await inParallel(moments, async (moment) => {
        const path = copyOf(empty, join(folder, `${moment}.db`));
        expect((await run([path, 'apply', 'twoSteps', String(moment)])).signal).toBe('SIGKILL');
        expect(contentsOf(path), `moment ${moment}`).toEqual(states[Math.floor(moment / (BESIDE_STATEMENTS + 5))]);
        expect(await applyAll(twoSteps, [], contextOf(path, twoSteps), new Map())).toBeNull();
        expect(contentsOf(path), `moment ${moment}, and once more`).toEqual(states[2]);
      });
    },
    PATIENCE_MS,
  );

  test(
    'at every moment of taking two steps back leaves the steps that were not, and the ledger agrees',
    async () => {
      const folder = folderForTest();
      const states = await rungs(folder, twoSteps);
      const full = makeDatabase(join(folder, 'full.db'), '', journal);
      expect(await applyAll(twoSteps, [], contextOf(full, twoSteps), new Map())).toBeNull();
      const [first, second] = [BESIDE_STATEMENTS + 3, BESIDE_STATEMENTS + 2];
      const moments = Array.from({ length: first + second }, (_, index) => index + 1);
      await inParallel(moments, async (moment) => {
        const path = copyOf(full, join(folder, `${moment}.db`));
        expect((await run([path, 'rollback', 'twoSteps', String(moment)])).signal).toBe('SIGKILL');
        const left = moment < first ? 2 : moment < first + second ? 1 : 0;
        expect(contentsOf(path), `moment ${moment}`).toEqual(states[left]);
      });
    },
    PATIENCE_MS,
  );

  test(
    'at random moments of going up and down leaves a whole number of steps, and the ledger agrees',
    async () => {
      const folder = folderForTest();
      const states = await rungs(folder, manyRows);
      // Only the rollback of the second step leaves what it changed in rows.
      const keysOf = ({ objects, applied }: Contents) => ({ objects, applied });
      const known = states.map(keysOf);
      const empty = makeDatabase(join(folder, 'empty.db'), '', journal);
      const delays = Array.from({ length: 56 }, (_, index) => (index * 37) % 151);
      await inParallel([...delays.entries()], async ([index, delay]) => {
        const path = copyOf(empty, join(folder, `${index}.db`));
        expect((await run([path, 'cycle', 'manyRows', '0'], delay)).signal).toBe('SIGKILL');
        const left = contentsOf(path);
        expect(left.integrity).toBe('ok');
        expect(known).toContainEqual(keysOf(left));
        const rows = left.rows['rows_']?.length ?? null;
        expect(left.applied.length === 0 ? [null] : [3200, 2743]).toContain(rows);
      });
    },
    PATIENCE_MS,
  );
});
