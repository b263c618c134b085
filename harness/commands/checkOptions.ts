import type { EngineName } from '../model/engine.ts';
import type { Shard } from '../model/report.ts';

/** What a check of a folder may be told; everything has a default. */
export interface CheckOptions {
  /** The folder that holds the migrations folder. Default: the current one. */
  readonly dir?: string | undefined;
  /** A configuration file in place of the folder's own; false runs none. */
  readonly config?: string | false | undefined;
  /** Folders relative to dir; they win over the configuration. */
  readonly migrations?: string | undefined;
  readonly rollbacks?: string | undefined;
  /** A layout's name, or `auto`. */
  readonly layout?: string | undefined;
  /** The step to prove, by its id or the beginning of it that only it has; earlier ones are applied, not judged. */
  readonly step?: string | undefined;
  readonly from?: string | undefined;
  /** A commit, branch or tag: only the steps that this branch adds to it or edits are proven. */
  readonly since?: string | undefined;
  readonly to?: string | undefined;
  /** Proves a share of the steps; the other shares are for other machines. */
  readonly shard?: Shard | undefined;
  /** What proves the steps, each by itself; wins over the configuration. Default: better-sqlite3. */
  readonly engines?: readonly EngineName[] | undefined;
  /** Ids of the only checks to run. */
  readonly check?: readonly string[] | undefined;
  /** Ids of checks to leave out. */
  readonly skip?: readonly string[] | undefined;
  /** Replays a run; default: derived from the scripts, so that the same scripts meet the same rows. */
  readonly seed?: number | undefined;
  /** Generated rows per table. */
  readonly rows?: number | undefined;
}

/** Generated rows per table when nothing else is asked for. */
export const DEFAULT_ROWS = 8;
