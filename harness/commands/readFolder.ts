import { checks } from '../checks/index.ts';
import type { LoadedConfig } from '../config/loaded.ts';
import { loadConfig } from '../config.ts';
import { hazards } from '../hazards/index.ts';
import type { Config } from '../model/config.ts';
import { type CheckOptions, DEFAULT_ROWS } from './checkOptions.ts';
import { refuseUnknownNames } from './knownNames.ts';
import { type Ladder, readLadder } from './readLadder.ts';
import { rehearsalRules } from './rehearsalRules.ts';
import { seedOf } from './seed.ts';
import { type Range, selectRange } from './selectRange.ts';

/** A folder's ladder, what its configuration says of it, and what of it is meant. */
export interface Folder {
  readonly root: string;
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly ladder: Ladder;
  readonly range: Range;
  readonly seed: number;
  /** Generated rows per table. */
  readonly rows: number;
}

/** Reads a folder's configuration and migrations. Throws `UserError`. */
export async function readFolder(options: CheckOptions): Promise<Folder> {
  const root = options.dir ?? '.';
  const loaded = await loadConfig(root, options.config);
  const ladder = readLadder(root, options, loaded);
  refuseUnknownNames(
    loaded,
    ladder.migrations.map(({ id }) => id),
    [...checks, ...rehearsalRules, ...hazards].map(({ id }) => id),
  );
  return {
    root,
    loaded,
    config: loaded.config,
    ladder,
    range: selectRange(ladder.migrations, options),
    seed: options.seed ?? seedOf(ladder.migrations),
    rows: options.rows ?? DEFAULT_ROWS,
  };
}
