import type { LoadedConfig } from '../config/loaded.ts';
import { UserError } from '../model/errors.ts';
import type { History } from '../model/history.ts';
import type { Migration } from '../model/script.ts';
import type { CheckOptions } from './checkOptions.ts';
import { type BaseLadders, historyOf } from './history.ts';
import { type Ladder, readLadder } from './readLadder.ts';

/** Reads the migrations of a folder. */
export type ReadMigrations = (root: string) => readonly Migration[];

/** Finds the ladders of a base branch: `read` is called with a folder that holds the files of the wanted folders. */
export type FindBase = (ref: string, wanted: readonly string[], read: ReadMigrations) => Promise<BaseLadders>;

/** Holds a ladder against the base branch that `since` names; null where it names none. Throws `UserError`. */
export async function historySince(
  options: CheckOptions,
  { migrations, folders }: Ladder,
  loaded: LoadedConfig,
  findBase: FindBase | undefined,
): Promise<History | null> {
  if (options.since === undefined || findBase === undefined) return null;
  const read = (root: string): readonly Migration[] => {
    try {
      return readLadder(root, options, loaded).migrations;
    } catch (error) {
      // A branch may be the first to bring migrations at all.
      if (error instanceof UserError && error.code === 'no-migrations') return [];
      throw error;
    }
  };
  return historyOf(migrations, await findBase(options.since, [folders.migrations, folders.rollbacks], read));
}
