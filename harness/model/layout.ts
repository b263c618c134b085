import type { LooseFinding } from './report.ts';
import type { Migration } from './script.ts';

/** Where a layout looks. */
export interface LayoutFolders {
  readonly root: string;
  /** Relative to root; '.' for root itself. */
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
  /** What else the folder holds that a reader must know of: steps that are no SQL, gaps, files that are left out. */
  readonly remarks: readonly LooseFinding[];
  /** Whether the convention has rollbacks at all; without them steps are proven forward alone. */
  readonly reversible: boolean;
}

/** A step that is to begin. */
export interface NewStep {
  /** What it does, in words of small letters and digits. */
  readonly words: readonly string[];
  /** Unix time in milliseconds, for versions that are moments. */
  readonly now: number;
}

/** A file that is to be written. */
export interface NewFile {
  /** Relative to root. */
  readonly path: string;
  readonly text: string;
}

/** One tool's convention for naming, ordering and pairing migrations. */
export interface Layout {
  readonly name: string;
  /** What the tool is called and how its files look, for help and messages, for example `goose: -- +goose Up / Down in one file`. */
  readonly summary: string;
  /** Folders that the tool's own configuration in root names, relative to root; they come before all usual ones. */
  places?(root: string): readonly string[];
  /** Whether the folder looks like this convention and no other. */
  detect(folders: LayoutFolders): boolean;
  /** Where the rollback of a forward script belongs, relative to root; left out, or null, where it has no file of its own. */
  rollbackPath?(forward: string, folders: LayoutFolders): string | null;
  /** A statement as a file of the layout has to hold it; left out where it stands there as it is. */
  statementText?(statement: string): string;
  /** The forward script of a next step, named as the folder's are. Throws `UserError` where only the tool itself can begin one. */
  next(folders: LayoutFolders, step: NewStep): NewFile;
  /** Reads the set; throws `UserError` when it cannot be read or put in order. */
  read(folders: LayoutFolders): MigrationSet;
}
