import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { DEFAULTS, type LoadedConfig } from './config/loaded.ts';
import type { UserConfig } from './config/userConfig.ts';
import { UserError } from './model/errors.ts';

const FILE_NAMES = ['stepproof.config.ts', 'stepproof.config.mts', 'stepproof.config.js', 'stepproof.config.mjs'];

/** Gives `stepproof.config.ts` its types; it returns what it is given. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}

/**
 * The configuration of a folder: the file named, the folder's own where there is one, or the defaults (`false`: those
 * always). Runs the file with the user's rights. Throws `UserError`.
 */
export async function loadConfig(root: string, choice: string | false | undefined): Promise<LoadedConfig> {
  if (choice === false) return DEFAULTS;
  const path = choice ?? FILE_NAMES.map((name) => join(root, name)).find((name) => existsSync(name));
  if (path === undefined) return DEFAULTS;
  if (!existsSync(path)) {
    throw new UserError('bad-config', `the configuration file ${path} does not exist`, {
      fix: 'Correct --config, or leave it out: the folder is then checked with its own configuration, if it has one.',
    });
  }
  // zod and the user's modules are most of a short run's time, and a folder without a configuration needs neither.
  const { importConfig } = await import('./config/importConfig.ts');
  const { resolveConfig } = await import('./config/resolveConfig.ts');
  const file = relative(root, path).replaceAll('\\', '/');
  const exported = await importConfig(resolve(path), file);
  return resolveConfig(exported, root, { file, text: readFileSync(path, 'utf8') });
}
