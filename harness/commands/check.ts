import { checks } from '../checks/index.ts';
import { LOCK_FILE, readLockFile } from '../config/lockFile.ts';
import { loadConfig } from '../config.ts';
import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import { betterSqlite3Version } from '../engines/version.ts';
import { climb } from '../ladder/climb.ts';
import { parseLock } from '../ladder/lock.ts';
import type { Lock } from '../model/lock.ts';
import type { Report } from '../model/report.ts';
import { type CheckOptions, DEFAULT_ROWS } from './checkOptions.ts';
import { refuseUnfinished } from './finished.ts';
import { refuseUnknownNames } from './knownNames.ts';
import { readLadder } from './readLadder.ts';
import { reportOf } from './report.ts';
import { seedOf } from './seed.ts';
import { selectChecks } from './selectChecks.ts';
import { selectRange } from './selectRange.ts';

/** What a run takes from the world around it. */
export interface CheckWorld {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  /** Told before each statement. */
  readonly watch?: Watch;
  /** Which locked steps may not change any more. */
  readonly frozen: (lock: Lock) => Promise<ReadonlySet<string>>;
  /** Leaves the lock of the folder unread, because it is about to be written anew. */
  readonly ignoreLock: boolean;
}

/** A report, and what the run saw for the lock. */
export interface CheckedFolder {
  readonly report: Report;
  readonly lock: Lock;
}

/** Proves the steps of a folder. Throws `UserError` when that cannot be done. */
export async function checkFolder(options: CheckOptions, world: CheckWorld): Promise<CheckedFolder> {
  const started = world.now();
  const root = options.dir ?? '.';
  const loaded = await loadConfig(root, options.config);
  const { config } = loaded;
  const set = readLadder(root, options, loaded);
  refuseUnknownNames(
    loaded,
    set.migrations.map(({ id }) => id),
    checks.map(({ id }) => id),
  );
  const selected = selectChecks(checks, options, config.severity);
  const range = selectRange(set.migrations, options);
  const locked = world.ignoreLock ? null : readLockFile(root);
  const lock = locked === null ? null : parseLock(locked, LOCK_FILE);
  const seed = options.seed ?? seedOf(set.migrations);
  const engine = betterSqlite3Version();
  const climbed = await climb({
    ...set,
    open: () => openBetterSqlite3({ functions: config.functions, ...(world.watch && { watch: world.watch }) }),
    engineName: engine.name,
    checks: selected,
    config,
    rows: options.rows ?? DEFAULT_ROWS,
    seed,
    ...range,
    now: world.now,
    onStep: world.onStep,
    lock,
    frozen: lock === null ? new Set() : await world.frozen(lock),
  });
  refuseUnfinished(climbed.steps, selected, set.migrations, range);
  const report = reportOf({
    command: 'check',
    layout: set.layout,
    engines: [engine],
    seed,
    durationMs: world.now() - started,
    steps: climbed.steps,
    findings: climbed.findings,
    errors: [],
  });
  return { report, lock: climbed.lock };
}
