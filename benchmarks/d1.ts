import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, interleave, ROUND_TRIP_CHECKS, stepproof } from './cases.ts';
import { type Command, canMeasureMemory } from './measure.ts';
import { costTable } from './table.ts';
import { writeWorkload } from './workload.ts';

const PROJECT = join(import.meta.dirname, '..');

/** The loop that anybody would write first. */
function cases(folder: string): readonly Case[] {
  writeWorkload(folder);
  const check = ['check', folder, '--engine', 'd1'];
  const roundTrip = ROUND_TRIP_CHECKS.flatMap((id) => ['--check', id]);
  return [
    { what: 'floor: Miniflare, a batch per dispatchFetch', target: '', command: loop('fetch', folder) },
    { what: 'Miniflare, a batch through the D1 binding', target: '', command: loop('binding', folder) },
    { what: 'Miniflare alone, one question', target: '', command: loop('start', folder) },
    { what: "stepproof's engine, nothing verified", target: '<= 1.3 x floor', command: loop('engine', folder) },
    { what: 'check, five round-trip checks', target: '', command: stepproof([...check, ...roundTrip], folder) },
    { what: 'check, everything on', target: '', command: stepproof(check, folder) },
    {
      what: 'the reference ladder, both engines',
      target: '<= 5 s',
      command: stepproof(['check', '--engine', 'better-sqlite3', '--engine', 'd1'], PROJECT),
    },
  ];
}

function loop(way: string, folder: string): Command {
  return { program: process.execPath, args: [join(PROJECT, 'benchmarks', 'd1Loop.ts'), way], folder };
}

function run(repetitions: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-bench-'));
  try {
    const costs = interleave(cases(folder), repetitions, canMeasureMemory());
    console.log(`50 pairs of migrations on D1; medians of ${repetitions} interleaved runs; Node ${process.version}\n`);
    console.log(costTable([...costs].map(([one, measured]) => ({ ...one, costs: measured }))));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { repetitions: { type: 'string', default: '3' } } });
const repetitions = Number(values.repetitions);
if (!Number.isInteger(repetitions) || repetitions < 1) {
  console.error(`--repetitions takes a whole number from 1, not ${values.repetitions}.`);
  process.exitCode = 2;
} else if (!existsSync(join(PROJECT, 'dist'))) {
  console.error('There is no compiled stepproof to measure. Build it first: npm run build');
  process.exitCode = 2;
} else {
  run(repetitions);
}
