import { existsSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { LayoutFolders, NewFile, NewStep } from '../model/layout.ts';
import { placedAt } from './candidates.ts';
import { type FoundLayout, findLayout } from './find.ts';
import { rollbackHeading } from './headings.ts';
import { paired } from './paired.ts';
import { wrangler } from './wrangler.ts';

/**
 * The files that begin a next step: its forward script, and its rollback where the layout keeps one in a file of its own
 * and the project has rollbacks. A folder without any migrations begins with the layout that is named; with `auto`, with
 * a pair, in the folder of wrangler's configuration where that names one. Throws `UserError`.
 */
export function newStepFiles(
  folders: LayoutFolders,
  name: string,
  isNamed: boolean,
  step: NewStep,
): readonly NewFile[] {
  const { layout, folders: place, isReversible } = read(folders, name, isNamed) ?? first(folders, name, isNamed);
  const forward = layout.next(place, step);
  const back = isReversible ? (layout.rollbackPath?.(forward.path, place) ?? null) : null;
  return back === null ? [forward] : [forward, { path: back, text: rollbackHeading(forward.path) }];
}

interface Begun extends FoundLayout {
  readonly isReversible: boolean;
}

/** null where there are no migrations yet. */
function read(folders: LayoutFolders, name: string, isNamed: boolean): Begun | null {
  try {
    const found = findLayout(folders, name, isNamed);
    return { ...found, isReversible: found.layout.read(found.folders).reversible };
  } catch (error) {
    if (error instanceof UserError && error.code === 'no-migrations' && existsSync(folders.root)) return null;
    throw error;
  }
}

function first(folders: LayoutFolders, name: string, isNamed: boolean): Begun {
  if (name !== 'auto') return { ...findLayout(folders, name, isNamed), isReversible: true };
  const [configured, another] = isNamed ? [] : (wrangler.places?.(folders.root) ?? []);
  if (configured === undefined) return { layout: paired, folders, isReversible: true };
  if (another === undefined) return { layout: wrangler, folders: placedAt(folders, configured), isReversible: true };
  throw new UserError('layout-ambiguous', `wrangler knows two folders of migrations: ${configured} and ${another}`, {
    why: 'Each is a ladder of its own, for a database of its own.',
    fix: `Say which one is meant: --migrations ${configured} --layout wrangler`,
  });
}
