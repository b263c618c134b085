import { parse as parseToml, TomlError } from 'smol-toml';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { fileNames, folderNames, pathIn } from './fileNames.ts';
import { forwardHeading } from './headings.ts';
import { nextName } from './nextName.ts';
import { secondOf } from './nextVersion.ts';
import { noMigrations } from './noMigrations.ts';
import { aboutFile, startOf, strayFile } from './remarks.ts';
import { readSqlFile, readTextFile } from './sqlFiles.ts';
import { withoutTransaction } from './transaction.ts';

/** A folder of a migration, and its files. */
interface Folder {
  readonly name: string;
  readonly path: string;
  readonly files: readonly string[];
}

/**
 * diesel: `VERSION_name/up.sql` is taken back by `down.sql` beside it. The version is what stands before the first
 * underscore without its hyphens, and is compared as text; `metadata.toml` can take the transaction away
 * (https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.FileBasedMigrations.html).
 */
export const diesel: Layout = {
  name: 'diesel',
  summary: 'diesel: VERSION_name/up.sql is taken back by VERSION_name/down.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    return foldersIn(root, migrations).some(({ name, files }) => /^\d/.test(name) && files.includes('up.sql'));
  },

  rollbackPath(forward: string): string {
    return forward.replace(/up\.sql$/, 'down.sql');
  },

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    const folders = foldersIn(root, migrations).filter(({ name }) => !SET_UP.test(name));
    const names = folders.filter(({ files }) => files.includes('up.sql')).map(({ name }) => name);
    const first = secondOf(step.now).replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3-');
    const name = nextName({ names, first, separator: '_', ending: '', inOrder: byVersion }, step);
    return { path: pathIn(migrations, `${name}/up.sql`), text: forwardHeading(step) };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const all = foldersIn(root, migrations);
    const steps = inOrder(all.filter(({ files }) => files.includes('up.sql')));
    const others = all.filter(({ files }) => !files.includes('up.sql'));
    if (steps.length === 0) throw noMigrations(folders);
    return {
      migrations: steps.map((folder) => migrationOf(root, folder)),
      orphans: others.flatMap(({ path, files }) => (files.includes('down.sql') ? [pathIn(path, 'down.sql')] : [])),
      remarks: [
        ...others.flatMap(({ path, files }) => (files.includes('down.sql') ? [] : [withoutUp(path)])),
        ...steps.flatMap(({ path, files }) => straysIn(path, files)),
        ...straysIn(migrations, fileNames(root, migrations)),
      ],
      reversible: true,
    };
  },
};

/** diesel begins some projects with a version of noughts. */
const SET_UP = /^0+_/;

function foldersIn(root: string, migrations: string): readonly Folder[] {
  return folderNames(root, migrations).map((name) => {
    const path = pathIn(migrations, name);
    return { name, path, files: fileNames(root, path) };
  });
}

function migrationOf(root: string, { name, path, files }: Folder): Migration {
  const read = (file: string) => readSqlFile(root, pathIn(path, file));
  const forward = read('up.sql');
  const rollback = files.includes('down.sql') ? read('down.sql') : null;
  if (!files.includes('metadata.toml') || runsInTransaction(root, pathIn(path, 'metadata.toml'))) {
    return { id: name, forward, rollback };
  }
  return { id: name, forward: withoutTransaction(forward), rollback: rollback && withoutTransaction(rollback) };
}

/** In a file without this key, diesel takes it to be false. */
function runsInTransaction(root: string, path: string): boolean {
  try {
    return parseToml(readTextFile(root, path))['run_in_transaction'] === true;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new UserError('metadata-unreadable', `${path} is no TOML`, {
      why: error.message.split('\n', 1)[0] ?? '',
      fix: 'Correct it, for example to: run_in_transaction = false',
      location: { file: path, line: error.line, column: error.column },
    });
  }
}

function inOrder(folders: readonly Folder[]): readonly Folder[] {
  const ordered = folders
    .map((folder) => ({ folder, version: versionOf(folder.name) }))
    .sort((a, b) => (a.version < b.version ? -1 : 1));
  for (const [index, { folder, version }] of ordered.entries()) {
    const previous = ordered[index - 1];
    if (previous?.version !== version) continue;
    throw new UserError('migration-duplicate', `two migrations have the version ${version}`, {
      why: `diesel keeps a migration by its version, and knows only one of ${previous.folder.path}/ and ${folder.path}/.`,
      fix: 'Give one of them a version of its own.',
      location: startOf(pathIn(folder.path, 'up.sql')),
    });
  }
  return ordered.map(({ folder }) => folder);
}

function byVersion(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (versionOf(a) < versionOf(b) ? -1 : 1));
}

function versionOf(name: string): string {
  return name.replace(/_.*/s, '').replaceAll('-', '');
}

function withoutUp(path: string): LooseFinding {
  return {
    ...aboutFile(path),
    check: 'forward-applies',
    severity: 'warning',
    message: `${path}/ has no up.sql`,
    why: 'diesel refuses to run any migration while there is a folder without one.',
    fix: 'Add up.sql and down.sql, or move the folder away.',
    location: null,
  };
}

function straysIn(folder: string, files: readonly string[]): readonly LooseFinding[] {
  return files
    .filter((name) => name.endsWith('.sql') && !(name === 'up.sql' || name === 'down.sql'))
    .map((name) => strayFile(pathIn(folder, name), 'diesel', 'It reads up.sql and down.sql of each folder.'));
}
