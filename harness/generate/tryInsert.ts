import type { Engine } from '../model/engine.ts';
import type { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { insert, insertText } from './insertion.ts';

/**
 * Writes one row, by column name, as an application would; null when it is there, else what the engine said, and
 * nothing has changed. A row that is left out in silence is refused too: `SQLITE_IGNORE`.
 */
export async function tryInsert(
  engine: Engine,
  table: Table,
  row: ReadonlyMap<string, SqlValue>,
): Promise<SqlError | null> {
  const insertion = { text: insertText('INSERT', table, [...row.keys()]), canBeIgnored: true, canLeaveTraces: true };
  return insert(engine, insertion, [...row.values()]);
}
