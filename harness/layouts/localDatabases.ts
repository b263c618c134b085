import { createHash, createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileNames } from './fileNames.ts';
import { readWranglerConfig, type WranglerConfig } from './wranglerConfig.ts';
import { type Content, databasesIn, folderOf, textAt } from './wranglerFolders.ts';

/** A D1 database of wrangler's configuration, as it is on this machine. */
export interface LocalDatabase {
  readonly binding: string;
  /** `database_name`; null where the configuration has none. */
  readonly name: string | null;
  /** What wrangler knows it by on this machine. */
  readonly id: string;
  /** `database_id`: what Cloudflare knows it by; null where the configuration has none. */
  readonly databaseId: string | null;
  /** Its file, ready to be opened; null where nothing was ever run on it. */
  readonly file: string | null;
  readonly migrationsTable: string;
  /** Relative to root. */
  readonly migrationsDir: string;
}

/** The local databases of a wrangler project. */
export interface LocalState {
  /** In the order of the configuration, each once. */
  readonly databases: readonly LocalDatabase[];
  /** Databases that are there and that no id of the configuration leads to, ready to be opened. */
  readonly others: readonly string[];
}

/** Below the folder of the configuration, unless `--persist-to` names another. */
const STATE = '.wrangler/state/v3/d1';
const OBJECT = 'miniflare-D1DatabaseObject';

/** Beside the databases; it holds none. */
const METADATA = 'metadata.sqlite';

/** The D1 databases that wrangler's configuration names, each with its file on this machine; none without a configuration. */
export function localDatabases(root: string): readonly LocalDatabase[] {
  return findLocalState(root).databases;
}

/** The same with the files that belong to none of them. Throws `UserError` where wrangler would refuse its configuration. */
export function findLocalState(root: string): LocalState {
  const config = readWranglerConfig(root);
  if (config === null) return { databases: [], others: [] };
  const folder = join(root, relative(resolve(root), config.folder), STATE, OBJECT);
  const databases = databasesIn(config.content).map((database) => localDatabase(database, config, root, folder));
  const keys = databases.map(({ id, migrationsTable, migrationsDir }) =>
    [id, migrationsTable, migrationsDir].join('\n'),
  );
  const claimed = new Set(databases.map(({ id }) => fileOf(id)));
  return {
    databases: databases.filter((_, index) => keys.indexOf(keys[index] ?? '') === index),
    others: fileNames(folder, '.')
      .filter((name) => name.endsWith('.sqlite') && name !== METADATA && !claimed.has(name))
      .map((name) => join(folder, name)),
  };
}

function localDatabase(database: Content, config: WranglerConfig, root: string, folder: string): LocalDatabase {
  const binding = textAt(database, 'binding') ?? '';
  const id = textAt(database, 'preview_database_id') ?? textAt(database, 'database_id') ?? binding;
  const file = join(folder, fileOf(id));
  return {
    binding,
    name: textAt(database, 'database_name') ?? null,
    id,
    databaseId: textAt(database, 'database_id') ?? null,
    file: existsSync(file) ? file : null,
    migrationsTable: textAt(database, 'migrations_table') ?? 'd1_migrations',
    migrationsDir: folderOf(database, config, root).folder,
  };
}

/**
 * A local database is a Durable Object, and its file is called as the object is: 16 bytes by which its name is hashed,
 * and 16 that prove them (https://github.com/cloudflare/workers-sdk, packages/miniflare/src/plugins/shared/index.ts).
 */
function fileOf(id: string): string {
  const key = createHash('sha256').update(OBJECT).digest();
  const half = (text: string | Buffer): Buffer => createHmac('sha256', key).update(text).digest().subarray(0, 16);
  const hashed = half(id);
  return `${hashed.toString('hex')}${half(hashed).toString('hex')}.sqlite`;
}
