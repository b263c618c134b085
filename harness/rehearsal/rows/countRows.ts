import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** Rows by table. */
export type RowCounts = ReadonlyMap<string, number>;

/** Counts the rows of every table; of those in `untouched` there are as many as before. */
export async function countRows(
  database: Queryable,
  { tables }: SchemaSnapshot,
  before: RowCounts = new Map(),
  untouched: ReadonlySet<string> = new Set(),
): Promise<RowCounts> {
  const counts = new Map<string, number>();
  for (const { name, kind } of tables) {
    if (kind === 'shadow') continue;
    const known = untouched.has(name) ? before.get(name) : undefined;
    counts.set(name, known ?? (await rowsIn(database, name)));
  }
  return counts;
}

/** A virtual table may only answer queries; it has no rows of its own then. */
async function rowsIn(database: Queryable, table: string): Promise<number> {
  try {
    return Number((await database.query(`SELECT count(*) FROM ${quoteIdentifier(table)}`))[0]?.[0]);
  } catch (error) {
    if (error instanceof SqlError) return 0;
    throw error;
  }
}

/** All of them. */
export function totalOf(counts: RowCounts): number {
  return [...counts.values()].reduce((sum, rows) => sum + rows, 0);
}
