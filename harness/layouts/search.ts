import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathIn } from './fileNames.ts';
import { listSqlFiles } from './sqlFiles.ts';

/** What projects call a folder of migrations. */
const CALLED = new Set(['migrations', 'migration', 'migrate', 'drizzle']);

/** What is not the project's own, or is there for its tests. */
const PASSED_OVER = new Set([
  'node_modules',
  'vendor',
  'dist',
  'build',
  'target',
  'test',
  'tests',
  'testdata',
  'fixtures',
]);

/** How many folders deep: monorepos keep an application's at three or four. */
const DEPTH = 6;

/**
 * The folders below root that are called as a folder of migrations is, relative to it, outer ones first. Hidden folders
 * are left out, and those that may not be read: beside its sources a project keeps, for example, the files of a server.
 */
export function foldersOfMigrations(root: string): readonly string[] {
  return below(root, '.', DEPTH).filter((path) => CALLED.has(posix.basename(path)));
}

/** The folders below root, and root, that hold SQL files, relative to it. */
export function foldersOfSql(root: string): readonly string[] {
  return ['.', ...below(root, '.', DEPTH)].filter((path) => listSqlFiles(root, path).length > 0);
}

/** Whether a path says that what is in it is for SQLite. */
export function isForSqlite(path: string): boolean {
  return path.split('/').some((name) => /^(?:sqlite3?|d1)$/i.test(name));
}

function below(root: string, folder: string, depth: number): readonly string[] {
  if (depth === 0) return [];
  const inner = foldersIn(join(root, folder)).map((name) => pathIn(folder, name));
  return inner.flatMap((path) => [path, ...below(root, path, depth - 1)]);
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !PASSED_OVER.has(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
