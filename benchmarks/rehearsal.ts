import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { openWorkingCopy } from '../harness/engines/workingCopy.ts';
import { readSchema } from '../harness/inspect/schemaSnapshot.ts';
import type { BoundStatement } from '../harness/model/engine.ts';
import type { WorkingCopy } from '../harness/model/realDatabase.ts';
import type { SchemaSnapshot } from '../harness/model/schema.ts';
import { compareTable } from '../harness/rehearsal/identity/compareTable.ts';
import { sameColumns } from '../harness/rehearsal/identity/pairing.ts';
import { proveSame } from '../harness/rehearsal/identity/proveSame.ts';
import { quickCheck } from '../harness/rehearsal/identity/soundness.ts';
import { scriptOf } from '../harness/sql/script.ts';
import { type Phase, stopwatch } from './phases.ts';
import { writeStaging } from './staging.ts';

const PROJECT = join(import.meta.dirname, '..');
const STEP = '0007_covering_indexes.sql';

function script(folder: string): readonly BoundStatement[] {
  const path = join(PROJECT, folder, STEP);
  return scriptOf(path, readFileSync(path, 'utf8')).statements.map(({ text }) => ({ text }));
}

/** What has to be done in any case: a copy, the step and its rollback, and a look at the pages. */
async function floor(source: string, copy: string): Promise<readonly Phase[]> {
  const watch = stopwatch();
  await watch.run('copy of the file', () => copyFileSync(source, copy));
  const db = new Database(copy);
  for (const folder of ['migrations', 'rollbacks']) {
    await watch.run(`SQL of ${folder}/${STEP}`, () => {
      db.exec('BEGIN');
      for (const { text } of script(folder)) db.exec(text);
      db.exec('COMMIT');
    });
  }
  await watch.run('quick_check', () => db.pragma('quick_check'));
  const tables = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all();
  await watch.run('scan of every value', () => {
    for (const table of tables) {
      const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
      db.prepare(`SELECT ${columns.map((column) => `total(length("${column}"))`).join(', ')} FROM "${table}"`).get();
    }
  });
  db.close();
  return watch.phases;
}

async function rehearsal(source: string, path: string): Promise<readonly Phase[]> {
  const watch = stopwatch();
  await watch.run('copy of the file', () => copyFileSync(source, path));
  const copy = await watch.run('open', () => openWorkingCopy(path));
  const before = await readSchema(copy);
  for (const folder of ['migrations', 'rollbacks']) {
    const { failure } = await watch.run(`${folder}/${STEP}`, () => copy.apply(script(folder), { foreignKeys: 'on' }));
    if (failure !== null) throw new Error(failure.message);
  }
  await watch.run('quick_check', () => quickCheck(copy));
  await watch.run('proof by pages', () => prove(copy, before, 'pages'));
  await watch.run('pristine copy for the join', () => copy.attachPristine());
  await watch.run('join of every table', async () => {
    for (const table of before.tables) await compareTable(copy, sameColumns(table, table));
  });
  await copy.close();
  return watch.phases;
}

async function prove(copy: WorkingCopy, before: SchemaSnapshot, expected: string): Promise<void> {
  const { tables, faults } = await proveSame(copy, before, await readSchema(copy));
  const other = tables.find(({ shownBy }) => shownBy !== expected);
  if (faults.length > 0 || other !== undefined)
    throw new Error(`not shown by ${expected}: ${JSON.stringify(other ?? faults)}`);
}

const PARTS = { floor, rehearsal };

/** Each part in a process of its own, so that the memory of one is not that of the other. */
function measure(part: keyof typeof PARTS, source: string): readonly Phase[] {
  const run = spawnSync(process.execPath, [import.meta.filename, source, '--part', part], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`the ${part} part ended with code ${run.status}`);
  return JSON.parse(run.stdout);
}

function show(title: string, phases: readonly Phase[]): void {
  console.log(`\n${title.padEnd(42)}  CPU s   wall s  peak MiB`);
  for (const { what, cpu, wall, peakMiB } of phases) {
    const numbers = [cpu.toFixed(2).padStart(6), wall.toFixed(2).padStart(7), peakMiB.toFixed(0).padStart(8)];
    console.log(`${what.padEnd(42)} ${numbers.join('  ')}`);
  }
}

function compare(source: string): void {
  const [floorPhases, phases] = [measure('floor', source), measure('rehearsal', source)];
  show('what has to be done in any case', floorPhases);
  show('working copy and proofs', phases);
  const cpu = (all: readonly Phase[], what: string): number =>
    all.find((phase) => phase.what === what)?.cpu ?? Number.NaN;
  const ratio = cpu(phases, 'join of every table') / cpu(floorPhases, 'scan of every value');
  console.log(`\nproof by pages: ${cpu(phases, 'proof by pages').toFixed(3)} s CPU (target 0.2 s)`);
  console.log(`join / scan: ${ratio.toFixed(2)} (target 1.3)`);
  console.log(`peak memory: ${Math.max(...phases.map(({ peakMiB }) => peakMiB)).toFixed(0)} MiB (target 256)`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { traces: { type: 'string', default: '100000' }, part: { type: 'string' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-bench-'));
  try {
    const part = Object.entries(PARTS).find(([name]) => name === values.part)?.[1];
    const [given] = positionals;
    if (part !== undefined && given !== undefined) {
      console.log(JSON.stringify(await part(given, join(folder, 'copy.sqlite'))));
      return;
    }
    const source = given ?? join(folder, 'staging.sqlite');
    if (!existsSync(source)) writeStaging(source, { traces: Number(values.traces), upTo: 6 });
    compare(source);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
