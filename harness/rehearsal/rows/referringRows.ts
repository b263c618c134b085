import { foldName } from '../../inspect/foldName.ts';
import type { Queryable } from '../../model/engine.ts';
import type { ForeignKey, SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type KeyedRows, keyColumnsOf, nameRows } from './keyedRows.ts';
import { NAMED, type RowEvent } from './rowByRow.ts';

/** Rows that refer to others by a foreign key which keeps these as they are. */
export interface ReferringRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: KeyedRows;
}

/** Finds the rows that refer with RESTRICT to the named rows of a table (https://sqlite.org/foreignkeys.html#fk_actions). */
export async function referringRows(
  database: Queryable,
  { tables }: SchemaSnapshot,
  parent: Table,
  event: RowEvent,
): Promise<readonly ReferringRows[]> {
  const found: ReferringRows[] = [];
  for (const child of tables) {
    for (const key of child.foreignKeys) {
      const action = event === 'UPDATE' ? key.onUpdate : key.onDelete;
      if (foldName(key.parent) !== foldName(parent.name) || action.toUpperCase() !== 'RESTRICT') continue;
      const wanted = {
        from: `main.${quoteIdentifier(child.name)} AS c`,
        where: refersToNamed(parent, key),
        order: [],
        shown: [],
      };
      const rows = await nameRows(database, child, wanted, false);
      if (rows.total > 0) found.push({ table: child.name, columns: key.columns, rows });
    }
  }
  return found;
}

/** SQL that is true for a row `c` whose parent is one of those that were named. */
function refersToNamed(parent: Table, { columns, parentColumns }: ForeignKey): string {
  const isNamed = keyColumnsOf(parent).map((name, index) => `p.${quoteIdentifier(name)} IS n.k${index}`);
  const isParent = parentColumns.map(
    (name, index) => `p.${quoteIdentifier(name)} = c.${quoteIdentifier(columns[index] ?? name)}`,
  );
  const from = `main.${quoteIdentifier(parent.name)} AS p, ${NAMED} AS n`;
  return `EXISTS (SELECT 1 FROM ${from} WHERE ${[...isNamed, ...isParent].join(' AND ')})`;
}
