import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { DEFAULTS, type LoadedConfig } from './config/loaded.ts';
import type { UserConfig } from './config/userConfig.ts';
import { UserError } from './model/errors.ts';

const FILE_NAMES = ['stepproof.config.ts', 'stepproof.config.mts', 'stepproof.config.js', 'stepproof.config.mjs'];

const ANOTHER_CONFIG =
  'Correct --config, or leave it out: the folder is then checked with its own configuration, if it has one.';

/** Gives `stepproof.config.ts` its types; it returns what it is given. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}

/** The name of a folder's own configuration file; undefined where it has none. */
export function ownConfig(root: string): string | undefined {
  return FILE_NAMES.find((name) => existsSync(join(root, name)));
}

/**
 * The configuration of a folder: the file named, the folder's own where there is one, or the defaults (`false`: those
 * always). Runs the file with the user's rights. Throws `UserError`.
 */
export async function loadConfig(root: string, choice: string | false | undefined): Promise<LoadedConfig> {
  if (choice === false) return DEFAULTS;
  const own = ownConfig(root);
  const path = choice ?? (own === undefined ? undefined : join(root, own));
  if (path === undefined) return DEFAULTS;
  if (!existsSync(path)) {
    throw new UserError('bad-config', `the configuration file ${path} does not exist`, {
      fix: ANOTHER_CONFIG,
    });
  }
  if (statSync(path).isDirectory()) {
    throw new UserError('bad-config', `the configuration file ${path} is a folder`, { fix: ANOTHER_CONFIG });
  }
  // zod and the user's modules are most of a short run's time, and a folder without a configuration needs neither.
  const { importConfig } = await import('./config/importConfig.ts');
  const { resolveConfig } = await import('./config/resolveConfig.ts');
  const file = relative(root, path).replaceAll('\\', '/');
  const exported = await importConfig(resolve(path), file);
  return resolveConfig(exported, root, { file, text: readFileSync(path, 'utf8') });
}
