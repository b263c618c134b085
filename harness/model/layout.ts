import type { Migration } from './script.ts';

/** Where a layout looks. */
export interface LayoutFolders {
  readonly root: string;
  /** Relative to root. */
  readonly migrations: string;
  /** Relative to root. */
  readonly rollbacks: string;
}

/** A folder's migrations as its layout understands them. */
export interface MigrationSet {
  /** In the order of their execution. */
  readonly migrations: readonly Migration[];
  /** Rollback files that belong to no migration, relative to root. */
  readonly orphans: readonly string[];
}

/** One tool's convention for naming, ordering and pairing migrations. */
export interface Layout {
  readonly name: string;
  /** Whether the folder looks like this convention. */
  detect(folders: LayoutFolders): boolean;
  /** Reads the set; throws `UserError` when it cannot be read or put in order. */
  read(folders: LayoutFolders): MigrationSet;
}
