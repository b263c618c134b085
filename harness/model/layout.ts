import type { Migration } from './script.ts';

/** Where a layout looks. */
export interface LayoutFolders {
  readonly root: string;
  /** Relative to root. */
  readonly migrations: string;
  readonly rollbacks: string;
}

/** One tool's convention for naming, ordering and pairing migrations. */
export interface Layout {
  readonly name: string;
  /** Whether the folder looks like this convention. */
  detect(folders: LayoutFolders): boolean;
  /** The migrations in the order of their execution; throws `UserError` when the set cannot be put in order. */
  read(folders: LayoutFolders): readonly Migration[];
}
