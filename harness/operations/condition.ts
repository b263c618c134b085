import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Queryable } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** What of a database is held against what it was before. */
export interface Condition {
  readonly schema: SchemaSnapshot;
  /** By table. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows whose parent is missing, by a sentence that names table and parent. */
  readonly orphans: ReadonlyMap<string, number>;
}

/** Looks at a database as it is now. */
export async function readCondition(database: Queryable): Promise<Condition> {
  const schema = await readSchema(database);
  return { schema, rows: await countRows(database, schema), orphans: await countOrphans(database) };
}

/** The rows of all tables together. */
export function rowsIn({ rows }: Pick<Condition, 'rows'>): number {
  return [...rows.values()].reduce((sum, count) => sum + count, 0);
}

/** How many rows each table has; a virtual table that cannot be read, because its module is not there, is left out. */
export async function countRows(database: Queryable, { tables }: SchemaSnapshot): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const { name, kind } of tables) {
    if (kind === 'shadow') continue;
    const [[count] = []] = await database
      .query(`SELECT count(*) FROM ${quoteIdentifier(name)}`)
      .catch((error: unknown) => (kind === 'virtual' && error instanceof SqlError ? [] : Promise.reject(error)));
    if (count !== undefined) rows.set(name, Number(count));
  }
  return rows;
}

/** https://sqlite.org/pragma.html#pragma_foreign_key_check */
export async function countOrphans(database: Queryable): Promise<ReadonlyMap<string, number>> {
  const count = 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2';
  try {
    const found = await database.query(count);
    return new Map(found.map(([table, parent, rows]) => [`table ${table} lacks parents in ${parent}`, Number(rows)]));
  } catch (error) {
    // A key that refers to columns which no index makes unique stops the whole check.
    if (error instanceof SqlError) return new Map([[error.message, 1]]);
    throw error;
  }
}

/** What there is more of than before, one sentence each. */
export function moreThanBefore(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly string[] {
  return [...after].flatMap(([what, rows]) => {
    const more = rows - (before.get(what) ?? 0);
    return more > 0 ? [`${what}: ${more}`] : [];
  });
}
