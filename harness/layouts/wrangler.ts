import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import { comparePaths } from './executionOrder.ts';
import { filesBelow } from './filesBelow.ts';
import { nextName } from './nextName.ts';
import { leadingVersion } from './nextVersion.ts';
import { noMigrations } from './noMigrations.ts';
import { startOf, strayFile } from './remarks.ts';
import { rollbackBeside, rollbacksBeside } from './rollbacksBeside.ts';
import { readSqlFile } from './sqlFiles.ts';
import { sqlHeads } from './sqlHeads.ts';
import { type WranglerFolder, wranglerFiles, wranglerFolders } from './wranglerFolders.ts';
import { otherOrderInTests, sameNumbers } from './wranglerRemarks.ts';

/**
 * wrangler: the migrations of a D1 database, in the folder that `d1_databases` names in wrangler's configuration. D1
 * runs each in one transaction, and wrangler has no way back: rollbacks are read from a folder beside, where there is
 * one (https://developers.cloudflare.com/d1/reference/migrations/).
 */
export const wrangler: Layout = {
  name: 'wrangler',
  summary: 'wrangler (Cloudflare D1): the migrations_dir of d1_databases in wrangler.toml, .json or .jsonc',

  places(root: string): readonly string[] {
    return wranglerFolders(root).map(({ folder }) => folder);
  },

  detect(folders: LayoutFolders): boolean {
    const { root } = folders;
    const isConfigured = placesOf(folders).some((place) => wranglerFiles(root, place).length > 0);
    return isConfigured || isBegunByWrangler(folders);
  },

  rollbackPath: rollbackBeside,

  next(folders: LayoutFolders, step: NewStep): NewFile {
    const { root, migrations } = folders;
    const place = placeOf(folders);
    const ending = /^\*([^*?[{(]*\.sql)$/.exec(place.pattern)?.[1];
    if (ending === undefined) throw noOneName(place);
    const names = wranglerFiles(root, place);
    const inOrder = (all: readonly string[]) => [...all].sort(comparePaths);
    const name = nextName({ names, first: '0001', separator: '_', ending, inOrder }, step);
    const text = `-- Migration number: ${leadingVersion(name)} \t ${new Date(step.now).toISOString()}\n`;
    return { path: posix.join(migrations, name), text };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const place = placeOf(folders);
    const names = [...wranglerFiles(root, place)].sort(comparePaths);
    if (names.length === 0) throw noMigrations(folders);
    const pathOf = (name: string): string => posix.join(migrations, name);
    const read = new Set(names.map(pathOf));
    const rollbacks = rollbacksBeside(folders);
    const strays = filesBelow(root, migrations).filter((path) => path.endsWith('.sql') && !read.has(path));
    return {
      migrations: names.map((name) => ({
        id: name.slice(0, -posix.extname(name).length).replace(/\/migration$/, ''),
        forward: readSqlFile(root, pathOf(name)),
        rollback: rollbacks.of(name),
      })),
      orphans: rollbacks.orphans(names),
      remarks: [
        ...sameNumbers(names, migrations),
        ...otherOrderInTests(names, root, place),
        ...strays.map((path) => strayFile(path, 'wrangler', `It reads the files of ${migrations}/${place.pattern}.`)),
      ],
      reversible: rollbacks.exist,
    };
  },
};

/** The first line of a file that `wrangler d1 migrations create` begins. */
const FIRST_LINE = /^\uFEFF?-- Migration number: \d+\s/;

/** Without its configuration, wrangler still shows itself in the files that it began; drizzle-kit's journal says more about a folder. */
function isBegunByWrangler(folders: LayoutFolders): boolean {
  if (existsSync(join(folders.root, folders.migrations, 'meta/_journal.json'))) return false;
  return sqlHeads(folders).some(({ text }) => FIRST_LINE.test(text));
}

function noOneName({ pattern, config }: WranglerFolder): UserError {
  return new UserError('no-next-name', `what a next migration is called is not told by the pattern ${pattern}`, {
    why: 'More than its first part may vary.',
    fix: 'Name the file yourself, so that the pattern fits it.',
    location: startOf(config),
  });
}

function placeOf(folders: LayoutFolders): WranglerFolder {
  const { migrations } = folders;
  const [place, other] = placesOf(folders);
  if (place !== undefined && other !== undefined) {
    throw new UserError('layout-ambiguous', `${place.config} names ${migrations} twice, with two patterns`, {
      why: `One database runs ${place.pattern}, another ${other.pattern}: these are two ladders in one folder.`,
      fix: 'Give each database a folder of its own.',
      location: startOf(place.config),
    });
  }
  return place ?? { folder: posix.normalize(migrations), pattern: '*.sql', config: '' };
}

/** What is configured for a folder: by the configuration next above it, else by that of root. */
function placesOf({ root, migrations }: LayoutFolders): readonly WranglerFolder[] {
  const folder = posix.normalize(migrations);
  const named = (from: string): readonly WranglerFolder[] =>
    wranglerFolders(root, from).filter((place) => place.folder === folder);
  const nearest = named(posix.dirname(folder));
  return nearest.length > 0 ? nearest : named('.');
}
