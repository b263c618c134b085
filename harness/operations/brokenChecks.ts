import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Queryable } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/**
 * Rows that a CHECK forbids, by a sentence that names it. On a connection that only reads, SQLite's own integrity check
 * passes them over (measured with 3.54); a CHECK is broken where it is false, and not where it is NULL
 * (https://sqlite.org/lang_createtable.html#check_constraints).
 */
export async function brokenChecks(database: Queryable): Promise<ReadonlyMap<string, number>> {
  const { tables } = await readSchema(database);
  const broken = new Map<string, number>();
  for (const table of tables) {
    for (const { expression } of table.checks) {
      const rows = await rowsAgainst(database, table, expression);
      if (rows > 0) broken.set(`CHECK constraint failed in ${table.name} (${expression})`, rows);
    }
  }
  return broken;
}

async function rowsAgainst(database: Queryable, { name }: Table, expression: string): Promise<number> {
  try {
    const count = `SELECT count(*) FROM ${quoteIdentifier(name)} WHERE NOT (${expression}\n)`;
    return Number((await database.query(count))[0]?.[0]);
  } catch (error) {
    // It may call a function that only the application has.
    if (error instanceof SqlError) return 0;
    throw error;
  }
}
