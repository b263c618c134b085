import { globSync, statSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { Shard } from '../model/report.ts';

/** What SQLite and stepproof put beside a database. */
const BESIDE = /-(?:wal|shm|journal)$|\.backup$|\.unfinished$/;

/** Whether a word means many files, and none that is called so itself. */
export function isPattern(word: string): boolean {
  return /[*?[{]/.test(word) && statSync(word, { throwIfNoEntry: false }) === undefined;
}

/** The databases that a pattern means, in the order of their names, or a share of them. Throws `UserError` for none. */
export function databasesMatching(pattern: string, shard: Shard | undefined): readonly string[] {
  const found = globSync(pattern)
    .filter((path) => !BESIDE.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile())
    .toSorted();
  if (found.length === 0) {
    throw new UserError('database-missing', `no file is called like ${pattern}`, {
      fix: "Quote the pattern, so that the shell leaves it alone: 'tenants/*.sqlite'",
    });
  }
  if (shard === undefined) return found;
  const { index, count } = shard;
  return found.filter((_, at) => at % count === index - 1);
}
