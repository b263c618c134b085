import type { LoadedConfig } from '../config/loaded.ts';
import { withEnforcement } from '../layouts/enforcement.ts';
import { findLayout } from '../layouts/find.ts';
import type { LayoutFolders, MigrationSet } from '../model/layout.ts';

/** What the command line says of where a ladder is; it wins over the configuration. */
export interface LadderOptions {
  readonly migrations?: string | undefined;
  readonly rollbacks?: string | undefined;
  readonly layout?: string | undefined;
}

/** A folder's migrations, and the name of the layout that they were read by. */
export interface Ladder extends MigrationSet {
  readonly layout: string;
  readonly folders: LayoutFolders;
}

/** Finds and reads the migrations of a folder. Throws `UserError`. */
export function readLadder(
  root: string,
  options: LadderOptions,
  { migrations, rollbacks, layout }: Pick<LoadedConfig, 'migrations' | 'rollbacks' | 'layout'>,
): Ladder {
  const named = options.migrations ?? migrations;
  const folders = {
    root,
    migrations: named ?? 'migrations',
    rollbacks: options.rollbacks ?? rollbacks ?? 'rollbacks',
  };
  const found = findLayout(folders, options.layout ?? layout, named !== null);
  const set = withEnforcement(found.layout.read(found.folders), found.layout.name);
  return { layout: found.layout.name, folders: found.folders, ...set };
}
