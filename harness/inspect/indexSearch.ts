import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Index, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { type IndexKeyPart, indexKey } from './indexKey.ts';
import { explain, planLines } from './queryPlan.ts';

/** What an index can be used for. `message`: the plan, or what the engine said. */
export interface IndexSearch {
  /**
   * - `all`: comparing its columns with `=` searches it by every one of them;
   * - `collated`: so does comparing them with the index's own collation;
   * - `none`: nothing does.
   */
  readonly finds: 'all' | 'collated' | 'none';
  readonly message: string;
}

/**
 * Asks the engine to search an index by all of its columns (https://sqlite.org/lang_indexedby.html). That it compiles
 * proves little: an index of another collation is then scanned from end to end.
 */
export async function searchIndex(engine: Engine, table: Table, index: Index): Promise<IndexSearch> {
  const key = indexKey(table, index);
  const plain = await plan(engine, index, key, ({ sql }) => `${sql} = ?`);
  if (isSearch(plain, index, key)) return { finds: 'all', message: plain };
  const collated = await plan(
    engine,
    index,
    key,
    ({ sql, collation }) => `${sql} = ? COLLATE ${quoteIdentifier(collation)}`,
  );
  return { finds: isSearch(collated, index, key) ? 'collated' : 'none', message: plain };
}

async function plan(
  engine: Engine,
  { name, table, where }: Index,
  key: readonly IndexKeyPart[],
  comparison: (part: IndexKeyPart) => string,
): Promise<string> {
  const conditions = [...key.map(comparison), ...(where === null ? [] : [`(${where})`])];
  const source = `${quoteIdentifier(table)} INDEXED BY ${quoteIdentifier(name)}`;
  try {
    const text = `SELECT * FROM ${source} WHERE ${conditions.join(' AND ')}`;
    const lines = planLines(await explain(engine, { text, values: key.map(() => 'x') }));
    return lines.join('; ');
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}

/** The list in parentheses names every column that the search uses; the rowid can follow by itself. */
function isSearch(line: string, { name, table }: Index, key: readonly IndexKeyPart[]): boolean {
  const columns = key.map(({ column }) => `${column ?? '<expr>'}=?`).join(' AND ');
  return [`INDEX ${name}`, `COVERING INDEX ${name}`]
    .map((index) => `SEARCH ${table} USING ${index} (${columns}`)
    .some((search) => line === `${search})` || line === `${search} AND rowid=?)`);
}
