import type { DataFault } from '../model/data.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { State } from '../model/step.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/**
 * FTS5 tables whose index no longer fits their rows, though it did before. Reading the rows shows nothing of it where they
 * are those of another table; searching and changing them does (https://sqlite.org/fts5.html#the_integrity_check_command).
 */
export async function staleTextIndexes(before: State, after: State): Promise<readonly Table[]> {
  const there = new Set(textTables(await before.schema()).map(({ name }) => name));
  const tables = textTables(await after.schema()).filter(({ name }) => there.has(name));
  if (tables.length === 0) return [];
  const scripts = tables.map(({ name }) => {
    const table = quoteIdentifier(name);
    return [{ text: `INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 1)` }];
  });
  const [then, now] = await Promise.all([before.engine.attempt(scripts), after.engine.attempt(scripts)]);
  return tables.filter((_, at) => then[at]?.failure === null && now[at]?.failure != null);
}

/** The same as faults of the rows. */
export async function textIndexFaults(before: State, after: State): Promise<readonly DataFault[]> {
  const stale = await staleTextIndexes(before, after);
  return stale.map(({ name: table }) => {
    return { severity: 'error', table, column: null, kind: 'text index stale', count: 1, of: 1 };
  });
}

function textTables({ tables }: SchemaSnapshot): readonly Table[] {
  return tables.filter(({ kind, tokens }) => kind === 'virtual' && / using fts5 /i.test(tokens));
}
