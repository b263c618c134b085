import type { LoadedConfig } from '../../config/loaded.ts';
import { loadConfig } from '../../config.ts';
import type { SchemaPlace } from '../../layouts/schemaPlace.ts';
import type { Config } from '../../model/config.ts';

/** What the configurations of both sides say together: a row of one has to be tried on the other. */
export interface Settings {
  /** By a ladder's folder. */
  readonly configs: ReadonlyMap<string, LoadedConfig>;
  readonly functions: Config['functions'];
  readonly rows: Config['rows'];
}

/** Loads the configuration of each ladder; one that was named counts even where there is none. Throws `UserError`. */
export async function settingsOf(
  places: readonly SchemaPlace[],
  choice: string | false | undefined,
): Promise<Settings> {
  const ladders = places.flatMap((place) => (place.kind === 'ladder' ? [place.root] : []));
  const roots = ladders.length === 0 && choice !== undefined ? ['.'] : ladders;
  const configs = new Map<string, LoadedConfig>();
  for (const root of new Set(roots)) configs.set(root, await loadConfig(root, choice));
  const all = [...configs.values()].map(({ config }) => config);
  return {
    configs,
    functions: Object.assign({}, ...all.map(({ functions }) => functions)),
    rows: Object.assign({}, ...all.map(({ rows }) => rows)),
  };
}
