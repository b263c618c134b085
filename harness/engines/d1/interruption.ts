import type { BoundStatement, Interruption } from '../../model/engine.ts';
import { isSameTree } from '../btree.ts';
import { canLeak } from '../leaks.ts';
import { attemptAll } from './attempts.ts';
import { LASTING_PRAGMAS } from './job.ts';
import { ask, type Run } from './target.ts';

/**
 * Stops a script after each of its statements and tells what was left behind. As on better-sqlite3, all stops before the
 * first pragma are proven by one run that is undone at its end: SQLite undoes a transaction page by page. D1 leaves
 * pragmas switched on, so that from the first one on every stop is run by itself.
 */
export async function interruptionsOn(
  run: Run,
  name: string,
  statements: readonly BoundStatement[],
): Promise<readonly Interruption[]> {
  const before = run.databases.image(name);
  const roots = await rootPages(run, name);
  const firstLeak = statements.findIndex(canLeak);
  const shared = firstLeak === -1 ? statements.length : firstLeak;
  const leftBy = async (count: number): Promise<readonly string[]> => {
    await attemptAll(run, name, [statements.slice(0, count)]);
    const pragmas = count > shared ? await switchedOn(run, name) : [];
    const isSame = isSameDatabase(before, run.databases.image(name), roots);
    return isSame ? pragmas : ['the database differs from the one before the script', ...pragmas];
  };
  const together = shared === 0 ? [] : await leftBy(shared);
  const stops: Interruption[] = [];
  for (let count = 1; count <= statements.length; count++) {
    stops.push({ statements: count, left: count <= shared ? together : await leftBy(count) });
  }
  return stops;
}

/** The schema is the tree on page 1 (https://sqlite.org/fileformat2.html#storage_of_the_sql_database_schema). */
const SCHEMA_PAGE = 1;

async function rootPages(run: Run, name: string): Promise<readonly number[]> {
  const [attempt] = await attemptAll(run, name, [[{ text: 'SELECT rootpage FROM sqlite_schema WHERE rootpage > 0' }]]);
  return [SCHEMA_PAGE, ...(attempt?.rows ?? []).map(([page]) => Number(page))];
}

/** The pragmas that are on, and no longer are when this answers. */
async function switchedOn(run: Run, name: string): Promise<readonly string[]> {
  const asking = LASTING_PRAGMAS.map((pragma) => ({
    text: pragma === 'case_sensitive_like' ? "SELECT 'a' NOT LIKE 'A'" : `PRAGMA ${pragma}`,
  }));
  const attempts = await attemptAll(
    run,
    name,
    asking.map((statement) => [statement]),
  );
  await ask(run, name, 'undo', [], true);
  return LASTING_PRAGMAS.flatMap((pragma, at) => (attempts[at]?.rows[0]?.[0] === 1n ? [`pragma ${pragma} = 1`] : []));
}

/** Where the header counts commits; writing back what was there is one (https://sqlite.org/fileformat2.html). */
const COUNTERS = [
  [24, 28],
  [92, 100],
] as const;
/** Where page 1 says how many objects the schema has, when they fit on it. */
const SCHEMA_CELLS = 103;

/** Whether the schema and every table and index is the same; what stands in free pages SQLite does not undo. */
function isSameDatabase(before: Buffer, after: Buffer, roots: readonly number[]): boolean {
  if (before.length === 0) return after.length === 0 || after.readUInt16BE(SCHEMA_CELLS) === 0;
  const counted = Buffer.from(after);
  for (const [start, end] of COUNTERS) before.copy(counted, start, start, end);
  return roots.every((page) => isSameTree(before, counted, page));
}
