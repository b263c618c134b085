import type { Queryable } from '../../model/engine.ts';
import { freeRowidName } from '../../sql/rowidName.ts';
import type { ReadTable } from './exactRows.ts';

/** A table of a database that only answers queries. */
export interface HostedTable extends ReadTable {
  readonly kind: 'table' | 'virtual' | 'shadow';
  /** The key is no column that is stored: the rowid, which other tables may refer to all the same. */
  readonly hasRowid: boolean;
}

const TABLES = `SELECT name, type, wr FROM pragma_table_list
  WHERE schema = 'main' AND type IN ('table', 'virtual', 'shadow')
    AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;

/** Its tables, each with the columns that are stored and with what finds its rows. */
export async function readTables(database: Queryable): Promise<readonly HostedTable[]> {
  const tables: HostedTable[] = [];
  for (const [name, type, withoutRowid] of await database.query(TABLES)) {
    const columns = await database.query('SELECT name, pk, hidden FROM pragma_table_xinfo(?)', [String(name)]);
    // Generated columns are made anew, and hidden ones of virtual tables are commands.
    const stored = columns.filter(([, , hidden]) => hidden === 0n).map(([column]) => String(column));
    const key = columns.filter(([, pk]) => pk !== 0n).toSorted((a, b) => Number(a[1]) - Number(b[1]));
    const rowid = withoutRowid === 1n ? null : freeRowidName(stored);
    tables.push({
      name: String(name),
      kind: type === 'virtual' ? 'virtual' : type === 'shadow' ? 'shadow' : 'table',
      columns: stored,
      key: rowid === null ? key.map(([column]) => String(column)) : [rowid],
      hasRowid: rowid !== null,
    });
  }
  return tables;
}
