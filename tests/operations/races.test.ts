import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentsOf, folderForTest, makeDatabase } from './database.ts';

const RUNNER = join(import.meta.dirname, 'runner.ts');
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/stepproof');

interface Finished {
  readonly actions: readonly string[];
  readonly failures: readonly (string | null)[];
}

async function runner(path: string): Promise<Finished> {
  const child = spawn(process.execPath, [RUNNER, path, 'apply', 'twoSteps', '0'], {
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');
  return JSON.parse(output);
}

test.each([
  [2, 'delete'],
  [8, 'delete'],
  [2, 'wal'],
  [8, 'wal'],
] as const)('%i runners at once with journal_mode = %s apply each step once', async (count, journal) => {
  const path = makeDatabase(join(folderForTest(), 'app.db'), '', journal);
  const ended = await Promise.all(Array.from({ length: count }, () => runner(path)));
  expect(ended.flatMap(({ failures }) => failures)).toEqual(Array.from({ length: count }, () => null));
  const did = ended.flatMap(({ actions }) => actions).sort();
  expect(did.filter((action) => action.endsWith(' applied'))).toEqual(['0001_notes applied', '0002_length applied']);
  expect(did.filter((action) => action.endsWith(' skipped'))).toHaveLength(2 * count - 2);
  expect(contentsOf(path)).toMatchObject({ applied: ['0001_notes', '0002_length'], integrity: 'ok' });
  expect(contentsOf(path).rows['notes']).toHaveLength(2);
});
