import { statSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders } from '../model/layout.ts';
import { candidates, placedAt } from './candidates.ts';
import { distinct, layouts } from './index.ts';
import { noMigrations } from './noMigrations.ts';
import { paired } from './paired.ts';
import { foldersOfMigrations, isForSqlite } from './search.ts';

/** A layout, and the folders that it is to be read from. */
export interface FoundLayout {
  readonly layout: Layout;
  readonly folders: LayoutFolders;
}

/**
 * The layout of a folder: the named one, or with `auto` the one that recognises it. `isNamed`: the user said which
 * folder holds the migrations, and no other is looked at. Else those that a tool's configuration names come first, then
 * the usual ones, then the only one anywhere that is called as a folder of migrations is. Throws `UserError`, also where two layouts recognise the same
 * files.
 */
export function findLayout(folders: LayoutFolders, name: string, isNamed: boolean): FoundLayout {
  if (statSync(folders.root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError('no-migrations', `there is no folder ${JSON.stringify(folders.root)}`, {
      fix: 'Name the folder that holds your migrations folder: stepproof check DIR',
    });
  }
  const asked = name === 'auto' ? null : layoutCalled(name);
  const configured = isNamed ? null : configuredPlace(folders, asked === null ? distinct : [asked]);
  if (configured !== null) return configured;
  const found = firstOf(candidates(folders, isNamed), asked, isNamed) ?? (isNamed ? null : searched(folders, asked));
  if (found !== null) return found;
  if (asked === null) throw noMigrations(folders);
  return { layout: asked, folders };
}

/** The first of several places that the layout asked for, or else any, recognises. */
function firstOf(places: readonly LayoutFolders[], asked: Layout | null, isNamed: boolean): FoundLayout | null {
  for (const place of places) {
    const layout = asked === null ? recognised(place, isNamed) : asked.detect(place) ? asked : null;
    if (layout !== null) return { layout, folders: place };
  }
  return null;
}

/** The only folder below root that is called as one of migrations is, or the only one of them for SQLite. Throws `UserError`. */
function searched(folders: LayoutFolders, asked: Layout | null): FoundLayout | null {
  const found = foldersOfMigrations(folders.root).flatMap(
    (place) => firstOf(candidates(placedAt(folders, place), true), asked, true) ?? [],
  );
  const forSqlite = found.filter((place) => isForSqlite(place.folders.migrations));
  return theOnly(forSqlite.length === 1 ? forSqlite : found);
}

function layoutCalled(name: string): Layout {
  const found = layouts.find((layout) => layout.name === name);
  if (found !== undefined) return found;
  throw new UserError('bad-usage', `unknown layout ${name}`, {
    why: layouts.map(({ name: known, summary }) => `${known}: ${summary}`).join('\n'),
    fix: `Use auto or one of: ${layouts.map((layout) => layout.name).join(', ')}`,
  });
}

/** The folder that a tool's own configuration names; null where none does. Throws `UserError` where several are named. */
function configuredPlace(folders: LayoutFolders, known: readonly Layout[]): FoundLayout | null {
  const found = known.flatMap((layout) =>
    [...new Set(layout.places?.(folders.root) ?? [])]
      .map((place) => ({ layout, folders: placedAt(folders, place) }))
      .filter((place) => layout.detect(place.folders)),
  );
  return theOnly(found);
}

function theOnly(found: readonly FoundLayout[]): FoundLayout | null {
  const [first, second] = found;
  if (first === undefined || second === undefined) return first ?? null;
  const shown = found.map((place) => `${place.folders.migrations}/ (${place.layout.name})`).join(', ');
  throw new UserError('layout-ambiguous', `there is more than one folder of migrations: ${shown}`, {
    why: 'Each is a ladder of its own, for a database of its own.',
    fix: `Say which one is meant: ${found.map((place) => `--migrations ${place.folders.migrations}`).join(' or ')}`,
  });
}

function recognised(folders: LayoutFolders, isNamed: boolean): Layout | null {
  const [first, second] = distinct.filter((layout) => layout.detect(folders));
  if (first !== undefined && second !== undefined) {
    throw new UserError(
      'layout-ambiguous',
      `${folders.migrations}/ looks like two layouts: ${first.name} and ${second.name}`,
      {
        why: 'They order, pair and run the same files in different ways.',
        fix: `Say which one is meant: --layout ${first.name} or --layout ${second.name}`,
      },
    );
  }
  // Any folder can hold SQL files: only in a folder of its own are they migrations.
  const isOwnFolder = isNamed || folders.migrations !== '.';
  return first ?? (isOwnFolder && paired.detect(folders) ? paired : null);
}
