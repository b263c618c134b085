import { jsonColumns } from './jsonColumns.ts';
import { DEFAULTS, type LoadedConfig } from './loaded.ts';
import { parseConfig } from './parseConfig.ts';
import { type ConfigSource, configError } from './problem.ts';
import { catalogue } from './queries.ts';
import { readSeeds } from './seeds.ts';
import type { UserConfig } from './userConfig.ts';

/** Checks what a configuration file exports and fills in the defaults. Throws `UserError`. */
export function resolveConfig(exported: unknown, root: string, source: ConfigSource): LoadedConfig {
  const user = parseConfig(exported, source);
  refuseWhatCannotWork(user, source);
  return {
    config: {
      expect: user.expect ?? {},
      queries: catalogue(user.queries ?? {}, source),
      json: jsonColumns(user.json ?? {}),
      rows: user.rows ?? {},
      severity: user.severity ?? {},
      functions: user.functions ?? {},
      seeds: user.seeds === undefined ? {} : readSeeds(root, user.seeds, source),
    },
    migrations: user.migrations ?? DEFAULTS.migrations,
    rollbacks: user.rollbacks ?? DEFAULTS.rollbacks,
    layout: user.layout ?? DEFAULTS.layout,
    engines: user.engines ?? DEFAULTS.engines,
    source,
  };
}

/** A promise that this version cannot keep is refused: passing it over would look like a proof. */
function refuseWhatCannotWork({ baseline, collations }: UserConfig, source: ConfigSource): void {
  if (baseline !== undefined) {
    throw configError(source, [{ path: ['baseline'], message: 'a baseline is not supported by this version' }]);
  }
  if (Object.keys(collations ?? {}).length > 0) {
    throw configError(source, [
      { path: ['collations'], message: 'the better-sqlite3 engine cannot register collations of the application' },
    ]);
  }
}
