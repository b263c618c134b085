import type { SqlRow } from '../model/value.ts';
import { isBookkeeping } from './bookkeeping.ts';

/** A stored CREATE statement. */
export interface Definition {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly text: string;
}

/**
 * Asks for the statements that make a schema, in an order in which they run. Shadow tables are left out: creating their
 * virtual table creates them (https://sqlite.org/vtab.html#xshadowname).
 */
export const DEFINITIONS = `SELECT type, name, tbl_name, sql FROM sqlite_schema
WHERE sql IS NOT NULL AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid`;

/** Reads the answer; what belongs to SQLite or to a migration runner is no part of the schema. */
export function definitionsIn(rows: readonly SqlRow[]): readonly Definition[] {
  return rows
    .filter(([, , table]) => !isBookkeeping(String(table)))
    .map(([type, name, , text]) => ({
      type: type === 'index' || type === 'view' || type === 'trigger' ? type : 'table',
      name: String(name),
      text: String(text),
    }));
}
