import type { Engine } from '../model/engine.ts';
import type { SqlValue } from '../model/value.ts';

/** The rowid of the row that was just written (https://sqlite.org/lang_corefunc.html#last_insert_rowid). */
export async function lastRowid(engine: Engine): Promise<SqlValue> {
  const [row] = await engine.query('SELECT last_insert_rowid()');
  return row?.[0] ?? null;
}
