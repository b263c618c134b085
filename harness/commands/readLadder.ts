import type { LoadedConfig } from '../config/loaded.ts';
import { withEnforcement } from '../layouts/enforcement.ts';
import { findLayout } from '../layouts/find.ts';
import { withQuotedText } from '../layouts/quotedText.ts';
import type { LayoutFolders, MigrationSet } from '../model/layout.ts';

/** What the command line says of where a ladder is; it wins over the configuration. */
export interface LadderOptions {
  readonly migrations?: string | undefined;
  readonly rollbacks?: string | undefined;
  readonly layout?: string | undefined;
}

/** What the configuration says of it. */
type LadderConfig = Pick<LoadedConfig, 'migrations' | 'rollbacks' | 'layout'>;

/** Where a ladder is to be looked for. */
export interface AskedFolders {
  readonly folders: LayoutFolders;
  /** A layout's name, or `auto`. */
  readonly layout: string;
  /** The user said which folder holds the migrations. */
  readonly isNamed: boolean;
}

/** A folder's migrations, and the name of the layout that they were read by. */
export interface Ladder extends MigrationSet {
  readonly layout: string;
  readonly folders: LayoutFolders;
}

/** What the command line and the configuration say together. */
export function askedFolders(root: string, options: LadderOptions, config: LadderConfig): AskedFolders {
  const named = options.migrations ?? config.migrations;
  const rollbacks = options.rollbacks ?? config.rollbacks ?? 'rollbacks';
  return {
    folders: { root, migrations: named ?? 'migrations', rollbacks },
    layout: options.layout ?? config.layout,
    isNamed: named !== null,
  };
}

/** Finds and reads the migrations of a folder. Throws `UserError`. */
export function readLadder(root: string, options: LadderOptions, config: LadderConfig): Ladder {
  const asked = askedFolders(root, options, config);
  const found = findLayout(asked.folders, asked.layout, asked.isNamed);
  const { name } = found.layout;
  const set = withQuotedText(withEnforcement(found.layout.read(found.folders), name), name);
  return { layout: name, folders: found.folders, ...set };
}
