import { checks } from '../checks/index.ts';
import { LOCK_FILE, readLockFile } from '../config/lockFile.ts';
import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import { betterSqlite3Version } from '../engines/version.ts';
import { climb } from '../ladder/climb.ts';
import { parseLock } from '../ladder/lock.ts';
import type { History } from '../model/history.ts';
import type { Lock } from '../model/lock.ts';
import type { Report } from '../model/report.ts';
import { type FindBase, historySince } from './baseBranch.ts';
import type { CheckOptions } from './checkOptions.ts';
import { refuseUnfinished } from './finished.ts';
import { changedSteps } from './history.ts';
import { readFolder } from './readFolder.ts';
import { reportOf } from './report.ts';
import { selectChecks } from './selectChecks.ts';

/** What a run takes from the world around it. */
export interface CheckWorld {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  /** Told before each statement. */
  readonly watch?: Watch;
  /** Which locked steps may not change any more. */
  readonly frozen: (lock: Lock) => Promise<ReadonlySet<string>>;
  readonly findBase?: FindBase;
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
  const { root, loaded, config, ladder, range, seed, rows } = await readFolder(options);
  const history = await historySince(options, ladder, loaded, world.findBase);
  const only = history === null ? null : changedSteps(ladder.migrations, history);
  const selected = selectChecks(checks, options, config.severity);
  const locked = world.ignoreLock ? null : readLockFile(root);
  const lock = locked === null ? null : parseLock(locked, LOCK_FILE);
  const engine = betterSqlite3Version();
  const climbed = await climb({
    ...ladder,
    open: () => openBetterSqlite3({ functions: config.functions, ...(world.watch && { watch: world.watch }) }),
    engineName: engine.name,
    checks: selected,
    config,
    rows,
    seed,
    ...range,
    only,
    history,
    now: world.now,
    onStep: world.onStep,
    lock,
    frozen: await frozenSteps(lock, history, world),
  });
  refuseUnfinished(climbed.steps, selected, ladder.migrations, range, only);
  const report = reportOf({
    command: 'check',
    layout: ladder.layout,
    engines: [engine],
    seed,
    durationMs: world.now() - started,
    steps: climbed.steps,
    findings: climbed.findings,
    errors: [],
  });
  return { report, lock: climbed.lock };
}

/** What the base branch has may not change; without one, what the lock's last commit has. */
async function frozenSteps(
  lock: Lock | null,
  history: History | null,
  world: CheckWorld,
): Promise<ReadonlySet<string>> {
  if (lock === null) return new Set();
  if (history === null) return world.frozen(lock);
  return new Set([...history.steps].flatMap(([id, { known }]) => (known === null ? [] : [id])));
}
