import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canMeasureMemory, measure } from './measure.ts';
import { writeStaging } from './staging.ts';

const PROJECT = join(import.meta.dirname, '..');
const BIN = join(PROJECT, 'bin', 'stepproof.js');
/** Makes a database of about 300 KB, the least that its 65 tables and indexes fit into. */
const TRACES = 40;
/** The step before the covering indexes. */
const UP_TO = 6;
const STEP = '0007';

/** Writes so many databases of tenants, all of them alike. */
function writeTenants(folder: string, tenants: number): void {
  mkdirSync(folder);
  const first = join(folder, 'tenant-0000.sqlite');
  writeStaging(first, { traces: TRACES, upTo: UP_TO });
  for (let at = 1; at < tenants; at++) {
    copyFileSync(first, join(folder, `tenant-${String(at).padStart(4, '0')}.sqlite`));
  }
}

/** What the rehearsal of all of them takes, and what that of one takes: what is left is for the databases. */
function main(): void {
  const { values } = parseArgs({ options: { tenants: { type: 'string', default: '400' } } });
  const tenants = Number(values.tenants);
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-bench-'));
  try {
    writeTenants(join(folder, 'tenants'), tenants);
    const withMemory = canMeasureMemory();
    const rehearse = (pattern: string, workers: string) =>
      measure(
        {
          program: process.execPath,
          args: [
            BIN,
            'rehearse',
            join(folder, 'tenants', pattern),
            PROJECT,
            '--to',
            STEP,
            '--from',
            STEP,
            '--workers',
            workers,
          ],
          folder,
        },
        withMemory,
      );
    rehearse('tenant-0000.*', '1');
    const one = rehearse('tenant-0000.*', '1');
    const kilobytes = statSync(join(folder, 'tenants', 'tenant-0000.sqlite')).size / 1000;
    console.log(`${tenants} databases of ${kilobytes.toFixed(0)} KB; one alone: ${one.cpu.toFixed(2)} s CPU`);
    for (const workers of ['1', '2']) {
      const all = rehearse('*.sqlite', workers);
      const each = (all.cpu - one.cpu) / (tenants - 1);
      console.log(
        `${workers} at once: ${(1000 * each).toFixed(1)} ms CPU each, ${(1 / each).toFixed(0)} a second and core (target 200), ` +
          `${all.wall.toFixed(1)} s in all, ${all.peakMiB?.toFixed(0) ?? '?'} MiB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
