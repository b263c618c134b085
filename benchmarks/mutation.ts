import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../harness/model/report.ts';
import { percentText, scoreIn } from '../harness/reporters/score.ts';
import { type Cost, measure } from './measure.ts';

const PROJECT = join(import.meta.dirname, '..');
const MAIN = join(PROJECT, 'harness/cli/main.ts');

/** Mutates both halves of a ladder, one after the other, and prints what became of them and what it took. */
function run(ladder: string, others: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-bench-'));
  try {
    for (const half of ['schema', 'steps'] as const) {
      const file = join(folder, `${half}.json`);
      const args = [MAIN, 'mutate', ladder, `--${half}-only`, '--reporter', `json=${file}`, ...others];
      const cost = measure({ program: process.execPath, args, folder: PROJECT }, false);
      const report: Report = JSON.parse(readFileSync(file, 'utf8'));
      if (report.mutation !== undefined) console.log(line(half, report.mutation[half], cost));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line(name: string, half: NonNullable<Report['mutation']>['schema'], { cpu, wall }: Cost): string {
  const { total, killed, applyErrors, equivalent, stillborn } = half;
  const counts = `${total} mutants, ${killed} killed (${percentText(scoreIn(half))}), ${applyErrors} that do not run`;
  const others = `${equivalent} equivalent, ${stillborn} not made`;
  return `${name.padEnd(8)}${counts}, ${others}; ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`;
}

const [ladder = PROJECT, ...others] = process.argv.slice(2);
run(resolve(ladder), others);
