import { historyIsKept } from '../checks/history-is-kept.ts';
import { checks } from '../checks/index.ts';
import { queriesUseIndexes } from '../checks/queries-use-indexes.ts';
import { LOCK_FILE, readLockFile } from '../config/lockFile.ts';
import { type ClimbOptions, type ClimbResult, climb } from '../ladder/climb.ts';
import { parseLock } from '../ladder/lock.ts';
import type { KnownFinding } from '../model/baseline.ts';
import type { EngineName } from '../model/engine.ts';
import type { History } from '../model/history.ts';
import type { Lock } from '../model/lock.ts';
import type { Peers } from '../model/observation.ts';
import type { LooseFinding, Report } from '../model/report.ts';
import { type FindBase, historySince } from './baseBranch.ts';
import { againstBaseline } from './baseline.ts';
import type { CheckOptions } from './checkOptions.ts';
import { refuseUnfinished } from './finished.ts';
import { changedSteps } from './history.ts';
import { gatherPeers } from './peers.ts';
import { readFolder } from './readFolder.ts';
import type { Ladder } from './readLadder.ts';
import { reportOf } from './report.ts';
import { selectChecks } from './selectChecks.ts';
import { stepsOfShard } from './shard.ts';
import { startEngine, type Watches } from './startEngine.ts';
import { unaskedQueries } from './unaskedQueries.ts';

/** What a run takes from the world around it. */
export interface CheckWorld extends Watches {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  /** Which locked steps may not change any more. */
  readonly frozen: (lock: Lock) => Promise<ReadonlySet<string>>;
  readonly findBase?: FindBase;
  /** Takes what is found into the baseline of the folder. */
  readonly updatesBaseline?: boolean;
  /** Leaves the lock of the folder unread, because it is about to be written anew. */
  readonly ignoreLock: boolean;
}

/** A report, and what the run saw for the lock and for the baseline. */
export interface CheckedFolder {
  readonly report: Report;
  /** The findings that the project lives with from now on; null where it has no baseline. */
  readonly baseline: readonly KnownFinding[] | null;
  readonly lock: Lock;
}

/** Proves the steps of a folder. Throws `UserError` when that cannot be done. */
export async function checkFolder(options: CheckOptions, world: CheckWorld): Promise<CheckedFolder> {
  const started = world.now();
  const { root, loaded, config, ladder, range, seed, rows } = await readFolder(options);
  const history = await historySince(options, ladder, loaded, world.findBase);
  const changed = history === null ? null : changedSteps(ladder.migrations, history);
  const { shard } = options;
  const only = shard === undefined ? changed : stepsOfShard(ladder.migrations, range, changed, shard);
  const selected = selectChecks(checks, options, config.severity);
  const locked = world.ignoreLock ? null : readLockFile(root);
  const lock = locked === null ? null : parseLock(locked, LOCK_FILE);
  const engines = new Set(options.engines ?? loaded.engines);
  const climbing = {
    ...ladder,
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
  };
  const climbs: Climb[] = [];
  const peers = engines.size > 1 ? gatherPeers() : null;
  for (const name of engines) climbs.push(await climbOn(name, climbing, peers, world));
  for (const { steps } of climbs) refuseUnfinished(steps, selected, ladder.migrations, range, only);
  const [first] = climbs;
  if (first === undefined) throw new Error('a ladder was to be proven by no engine');
  const ids = ladder.migrations.map(({ id }) => id);
  const report = reportOf({
    command: 'check',
    layout: ladder.layout,
    engines: climbs.map(({ engine }) => engine),
    seed,
    ...(shard && { shard }),
    durationMs: world.now() - started,
    steps: climbs.flatMap(({ steps }) => steps),
    // What belongs to no step is about the files.
    findings: [
      ...first.findings,
      ...(selected.includes(historyIsKept) ? await onThisMachine(ladder) : []),
      ...(selected.includes(queriesUseIndexes) ? unaskedQueries(loaded, first, ids.at(-1)) : []),
    ],
    errors: [],
  });
  return { ...againstBaseline(report, root, ids, world.updatesBaseline === true), lock: first.lock };
}

/** Reading the ledgers of tools needs modules that most ladders have no use for. */
async function onThisMachine(ladder: Ladder): Promise<readonly LooseFinding[]> {
  if (ladder.layout !== 'wrangler') return [];
  const { localHistory } = await import('./localHistory.ts');
  return localHistory(ladder);
}

interface Climb extends ClimbResult {
  readonly engine: Report['engines'][number];
}

async function climbOn(
  name: EngineName,
  climbing: Omit<ClimbOptions, 'open' | 'engineName' | 'peers'>,
  peers: ((called: string) => Peers) | null,
  world: CheckWorld,
): Promise<Climb> {
  const { facts, called, open, stop } = await startEngine(name, climbing.config, world);
  try {
    const company = peers && { peers: peers(called) };
    return { engine: facts, ...(await climb({ ...climbing, ...company, open, engineName: name })) };
  } finally {
    await stop();
  }
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
