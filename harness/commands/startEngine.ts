import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import type { RemoteWatch } from '../engines/d1/watch.ts';
import { betterSqlite3Version } from '../engines/version.ts';
import type { Config } from '../model/config.ts';
import type { Engine, EngineName } from '../model/engine.ts';
import type { Report } from '../model/report.ts';

/** An engine that databases can be opened on. */
export interface StartedEngine {
  readonly name: EngineName;
  /** What a finding calls it. */
  readonly called: string;
  /** As the head of a report has it. */
  readonly facts: Report['engines'][number];
  /** Opens an empty database. */
  open(): Promise<Engine>;
  /** Ends what was started, and deletes its files. */
  stop(): Promise<void>;
}

/** What runs SQL is told to whom. */
export interface Watches {
  /** Told before each statement. */
  readonly watch?: Watch;
  /** The same for what runs in another process. */
  readonly remoteWatch?: RemoteWatch;
}

/** Gets an engine ready. Throws `UserError` when it is not installed or does not start. */
export async function startEngine(
  name: EngineName,
  { functions }: Pick<Config, 'functions'>,
  { watch, remoteWatch }: Watches,
): Promise<StartedEngine> {
  if (name === 'better-sqlite3') {
    const open = () => openBetterSqlite3({ functions, ...(watch && { watch }) });
    const facts = betterSqlite3Version();
    return { name, called: `SQLite ${facts.sqlite}`, facts, open, stop: async () => {} };
  }
  // Loading miniflare takes longer than the check of a small ladder.
  const [{ d1Version }, { startD1 }] = await Promise.all([
    import('../engines/d1/version.ts'),
    import('../engines/d1/d1.ts'),
  ]);
  const facts = await d1Version();
  return { name, called: 'D1', facts, ...startD1({ now: Date.now, ...(remoteWatch && { watch: remoteWatch }) }) };
}
