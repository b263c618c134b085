import { globSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { WranglerConfig } from './wranglerConfig.ts';
import { readWranglerConfig } from './wranglerConfig.ts';

/** The migrations of a D1 database, as wrangler's configuration names them. */
export interface WranglerFolder {
  /** Relative to root. */
  readonly folder: string;
  /** Relative to folder. */
  readonly pattern: string;
  /** The configuration that names it, relative to root. */
  readonly config: string;
}

const DEFAULT_FOLDER = './migrations';

/**
 * The folders of migrations inside of root that wrangler's configuration names, for any of its environments, each once
 * (https://developers.cloudflare.com/d1/reference/migrations/). `from` as in `readWranglerConfig`. Throws `UserError` where
 * wrangler would refuse it.
 */
export function wranglerFolders(root: string, from = '.'): readonly WranglerFolder[] {
  const config = readWranglerConfig(root, from);
  if (config === null) return [];
  const named = databasesIn(config.content).map((database) => folderOf(database, config, root));
  const inside = named.filter(({ folder }) => folder !== '..' && !folder.startsWith('../'));
  const keys = inside.map(({ folder, pattern }) => `${folder}\n${pattern}`);
  return inside.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** The files of a folder that wrangler takes for migrations, relative to it; links are passed over as wrangler does. */
export function wranglerFiles(root: string, { folder, pattern }: WranglerFolder): readonly string[] {
  const cwd = join(root, folder);
  return globSync(pattern, { cwd, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(resolve(cwd), resolve(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** A table of the configuration, as it was read. */
export type Content = Readonly<Record<string, unknown>>;

/** The entries of `d1_databases`; environments have databases of their own, because it is not inherited. */
export function databasesIn(content: unknown): readonly Content[] {
  if (!isRecord(content)) return [];
  const environments = isRecord(content['env']) ? Object.values(content['env']) : [];
  return [content, ...environments.filter(isRecord)]
    .flatMap((part) => (Array.isArray(part['d1_databases']) ? part['d1_databases'] : []))
    .filter(isRecord);
}

export function isRecord(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a database's migrations are. Throws `UserError` where wrangler would refuse it. */
export function folderOf(database: Content, { path, folder, text }: WranglerConfig, root: string): WranglerFolder {
  const named = textAt(database, 'migrations_dir');
  const pattern = textAt(database, 'migrations_pattern');
  const own = normal(named ?? DEFAULT_FOLDER);
  const place = relative(resolve(root), resolve(folder, own)).replaceAll('\\', '/') || '.';
  if (pattern === undefined) return { folder: place, pattern: '*.sql', config: path };
  const whole = normal(pattern);
  const isBelow = named !== undefined && (own === '.' || whole.startsWith(`${own}/`));
  if (isBelow) return { folder: place, pattern: own === '.' ? whole : whole.slice(own.length + 1), config: path };
  const line = text.slice(0, text.indexOf('migrations_pattern')).split('\n').length;
  throw new UserError('layout-unreadable', `migrations_pattern "${pattern}" does not lie in migrations_dir`, {
    why: 'wrangler refuses a pattern without a migrations_dir that it begins with.',
    fix: `Write the folder in front of it, for example: migrations_dir = "${own}", migrations_pattern = "${own}/*.sql"`,
    location: { file: path, line, column: 1 },
  });
}

/** A text of the configuration; undefined where there is none of this name, or something else. */
export function textAt(database: Content, key: string): string | undefined {
  const value = database[key];
  return typeof value === 'string' ? value : undefined;
}

function normal(path: string): string {
  const written = posix.normalize(path.replaceAll('\\', '/'));
  return written.length > 1 && written.endsWith('/') ? written.slice(0, -1) : written;
}
