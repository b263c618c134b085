import type { Config } from '../model/config.ts';
import type { EngineName } from '../model/engine.ts';
import type { ConfigSource } from './problem.ts';

/** A configuration with its defaults filled in. */
export interface LoadedConfig {
  readonly config: Config;
  /** Folders relative to the checked one; null: the usual ones. */
  readonly migrations: string | null;
  readonly rollbacks: string | null;
  readonly layout: string;
  readonly engines: readonly EngineName[];
  /** The file it came from, for errors about it; null when there is none. */
  readonly source: ConfigSource | null;
}

/** What holds for a folder without a configuration. */
export const DEFAULTS: LoadedConfig = {
  config: { expect: {}, queries: [], json: [], rows: {}, severity: {}, functions: {}, seeds: {} },
  migrations: null,
  rollbacks: null,
  layout: 'auto',
  engines: ['better-sqlite3'],
  source: null,
};
