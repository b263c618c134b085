import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, interleave, ROUND_TRIP_CHECKS, stepproof } from './cases.ts';
import { floorScript } from './floor.ts';
import { canMeasureMemory } from './measure.ts';
import { costTable } from './table.ts';
import { workload, writeWorkload } from './workload.ts';

const PROJECT = join(import.meta.dirname, '..');

/** The floor first; then the start-up that is part of every line after it. */
function cases(folder: string): readonly Case[] {
  const ladder = join(folder, 'ladder');
  writeWorkload(ladder);
  writeFileSync(join(folder, 'floor.sql'), floorScript(workload()));
  return [
    {
      what: 'floor: sqlite3, nothing verified',
      target: '',
      command: { program: 'sqlite3', args: ['-batch', '-bail', ':memory:', '.read floor.sql'], folder },
    },
    { what: 'start-up alone: --version', target: '', command: stepproof(['--version'], folder) },
    {
      what: 'check, five round-trip checks',
      target: '<= 3 x floor',
      command: stepproof(['check', ladder, ...ROUND_TRIP_CHECKS.flatMap((id) => ['--check', id])], folder),
    },
    { what: 'check, everything on', target: '<= 6 x, aim 4 x', command: stepproof(['check', ladder], folder) },
    { what: 'check of the reference ladder', target: '<= 0.5 s', command: stepproof(['check'], PROJECT) },
  ];
}

function run(repetitions: number, version: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-bench-'));
  try {
    const withMemory = canMeasureMemory();
    const costs = interleave(cases(folder), repetitions, withMemory);
    console.log(
      `50 pairs of migrations; medians of ${repetitions} interleaved runs; sqlite3 ${version}, Node ${process.version}`,
    );
    console.log(`Target for the largest process: 120 MiB${withMemory ? '' : ' (not measured: it needs GNU time)'}\n`);
    console.log(costTable([...costs].map(([one, measured]) => ({ ...one, costs: measured }))));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The version of the sqlite3 command line; null where there is none. */
function sqliteVersion(): string | null {
  const { error, stdout } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  return error ? null : (stdout.split(' ')[0] ?? '');
}

function refuse(reason: string): void {
  console.error(reason);
  process.exitCode = 2;
}

const { values } = parseArgs({ options: { repetitions: { type: 'string', default: '7' } } });
const repetitions = Number(values.repetitions);
const version = sqliteVersion();
if (!Number.isInteger(repetitions) || repetitions < 1) {
  refuse(`--repetitions takes a whole number from 1, not ${values.repetitions}.`);
} else if (version === null) {
  refuse(
    'The floor is measured with the sqlite3 command line, which is not installed.\n' +
      'Install it (https://sqlite.org/download.html; Debian: apt-get install sqlite3) and run this again.',
  );
} else if (!existsSync(join(PROJECT, 'dist'))) {
  refuse('There is no compiled stepproof to measure. Build it first: npm run build');
} else {
  run(repetitions, version);
}
