import type { RowCost } from '../../model/engine.ts';
import type { Cell } from './cell.ts';

/** A statement as workerd runs it. */
export interface JobStatement {
  readonly text: string;
  readonly values: readonly Cell[];
  /** The expressions that give the rows are wrapped already (see `tagged`). */
  readonly isTagged: boolean;
}

/** What one database is asked to do in one go. */
export interface Job {
  /** `commit`: the one script stays. `undo`: each script is taken back. `query`: the one statement, on its own. */
  readonly kind: 'commit' | 'undo' | 'query';
  readonly scripts: readonly (readonly JobStatement[])[];
  /** Switches the pragmas that outlive a transaction off again. */
  readonly resets: boolean;
}

/** What a script came to. */
export interface Result {
  /** What the engine said, and of which statement; null when the script went through. */
  readonly failure: { readonly statement: number; readonly message: string } | null;
  /** Those of the last statement. */
  readonly rows: readonly (readonly Cell[])[];
  readonly cost: RowCost;
}

/** `lost`: what workerd said when it gave the database up in the middle; it stands as before the job. */
export type Answer = { readonly results: readonly Result[] } | { readonly lost: string };

/** Pragmas that D1 leaves switched on for whoever comes next. */
export const LASTING_PRAGMAS = [
  'recursive_triggers',
  'ignore_check_constraints',
  'legacy_alter_table',
  'reverse_unordered_selects',
  'case_sensitive_like',
] as const;
