import { join } from 'node:path';
import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import { betterSqlite3Version } from '../engines/version.ts';
import { openWorkingCopy } from '../engines/workingCopy.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import { refuseOutside } from '../ladder/refuseOutside.ts';
import { type LocalDatabase, localDatabases } from '../layouts/localDatabases.ts';
import type { Queryable } from '../model/engine.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { LooseFinding, Report } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { rehearsalChecks } from '../rehearsal/checks/index.ts';
import { type Rehearsed, rehearseSteps } from '../rehearsal/rehearse.ts';
import { countRows, totalOf } from '../rehearsal/rows/countRows.ts';
import { type Standing, standingOf } from '../rehearsal/standing/standing.ts';
import { migrationsTable } from './migrationsTable.ts';
import { openNamed } from './openNamed.ts';
import { type Folder, readFolder } from './readFolder.ts';
import type { RehearseOptions } from './rehearseOptions.ts';
import { isBroken, reportOf } from './report.ts';
import { selectChecks } from './selectChecks.ts';
import { stepCalled } from './selectRange.ts';
import { sourceFindings } from './sourceFindings.ts';

/** What a rehearsal takes from the world around it. */
export interface RehearseWorld {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  /** Highest resident memory of the process so far. */
  readonly peakMiB: () => number;
  /** A folder for the copy that only this user can read; somebody else deletes it. */
  readonly folder: string;
  /** Told before each statement. */
  readonly watch?: Watch;
}

/** Proves the pending steps of a folder on a copy of a real database. Throws `UserError` when that cannot be done. */
export async function rehearseDatabase(options: RehearseOptions, world: RehearseWorld): Promise<Report> {
  return rehearseOn(await rehearsalFolder(options), options, world);
}

/** A folder whose steps are rehearsed. */
export interface RehearsalFolder extends Folder {
  /** What wrangler's configuration there says of databases. */
  readonly databases: readonly LocalDatabase[];
}

/** Reads it. Throws `UserError`. */
export async function rehearsalFolder(
  options: Omit<RehearseOptions, 'database' | 'showValues'>,
): Promise<RehearsalFolder> {
  // A single step to judge is no range: those before it are applied, too.
  const folder = await readFolder({ ...options, step: undefined });
  return { ...folder, databases: localDatabases(folder.root) };
}

/** The same of a folder that is read already: many databases have one. Throws `UserError` as above. */
export async function rehearseOn(
  folder: RehearsalFolder,
  options: RehearseOptions,
  world: RehearseWorld,
): Promise<Report> {
  const started = world.now();
  const source = await openNamed(options);
  try {
    const pending = await standingIn(source, folder, options, world);
    const rehearsed =
      pending.steps.length === 0
        ? await nothingPending(source, pending.standing)
        : await rehearseCopy(source, pending, folder, options, world);
    const found = [...folder.ladder.remarks, ...rehearsed.findings, ...(await sourceFindings(source))];
    const { pageCount, pageSize } = source.facts;
    const report = reportOf({
      command: 'rehearse',
      layout: folder.ladder.layout,
      engines: [betterSqlite3Version()],
      seed: folder.seed,
      durationMs: world.now() - started,
      steps: rehearsed.steps,
      findings: found.flatMap((finding) => withSeverity(finding, folder)),
      errors: [],
    });
    return {
      ...report,
      rehearsal: {
        database: { bytes: pageCount * pageSize, rows: rehearsed.rows },
        steps: rehearsed.measured,
        verdict: isBroken(report) ? 'no-go' : 'go',
        proof: rehearsed.proof,
      },
    };
  } finally {
    await source.close();
  }
}

async function rehearseCopy(
  source: SourceDatabase,
  pending: Pending,
  folder: RehearsalFolder,
  options: RehearseOptions,
  world: RehearseWorld,
): Promise<Rehearsed> {
  const { config, ladder } = folder;
  const path = join(world.folder, 'rehearsal.sqlite');
  const isSame = await source.copyTo(path);
  const watched = { functions: config.functions, ...(world.watch && { watch: world.watch }) };
  const copy = await openWorkingCopy(path, watched);
  try {
    const { standing, steps } = isSame ? pending : await standingIn(copy, folder, options, world);
    const stage = {
      copy,
      ledgerTables: standing.ledgerTables,
      config,
      showValues: options.showValues,
      open: () => openBetterSqlite3(watched),
      refused: new Map<string, number>(),
      complaints: new Set<string>(),
    };
    const rehearsed = await rehearseSteps({
      stage,
      only: options.step === undefined ? null : stepCalled(options.step, steps).id,
      migrations: ladder.migrations,
      applied: standing.applied,
      pending: steps,
      checks: selectChecks(rehearsalChecks, options, config.severity),
      config,
      reversible: ladder.reversible,
      engineName: 'better-sqlite3',
      now: world.now,
      peakMiB: world.peakMiB,
      onStep: world.onStep,
    });
    return { ...rehearsed, findings: [...standing.findings, ...rehearsed.findings] };
  } finally {
    await copy.close();
  }
}

/** Where a database stands, and which of its pending steps are meant. */
interface Pending {
  readonly standing: Standing;
  readonly steps: readonly Migration[];
}

async function standingIn(
  database: Queryable,
  { databases, config, ladder, range }: RehearsalFolder,
  { database: name, ledgerTable }: RehearseOptions,
  { watch }: RehearseWorld,
): Promise<Pending> {
  const table = ledgerTable ?? migrationsTable(databases, name);
  const standing = await standingOf(database, {
    migrations: ladder.migrations,
    ledger: table === undefined ? {} : { table },
    from: range.from,
    open: () => openBetterSqlite3({ functions: config.functions, ...(watch && { watch }) }),
  });
  const last = range.to === null ? Number.POSITIVE_INFINITY : ladder.migrations.findIndex(({ id }) => id === range.to);
  const steps = standing.pending.filter((step) => ladder.migrations.indexOf(step) <= last);
  refuseOutside(steps);
  return { standing, steps };
}

/** A database that has every step needs no copy. */
async function nothingPending(source: SourceDatabase, { findings, applied }: Standing): Promise<Rehearsed> {
  const rows = totalOf(await countRows(source, await readSchema(source)));
  const last = applied.at(-1);
  const proof = `Nothing is pending: the database has every step${last === undefined ? '' : ` up to ${last.id}`}.`;
  return { steps: [], measured: [], findings, rows, proof };
}

/** The configuration's word on a finding that belongs to no step. */
function withSeverity(finding: LooseFinding, { config }: Folder): readonly LooseFinding[] {
  const severity = config.severity[finding.check];
  if (severity === 'off') return [];
  return [severity === undefined ? finding : { ...finding, severity }];
}
