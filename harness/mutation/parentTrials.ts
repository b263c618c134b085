import { foldName } from '../inspect/foldName.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { ForeignKey, SchemaSnapshot, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import { type Trial, writeTrial } from './trial.ts';

/** What becomes of the rows that are there when their parent goes, when all parents go, and when its key changes. */
export function parentTrials({ tables }: SchemaSnapshot, rows: ReadonlyMap<string, TableRows>): readonly Trial[] {
  return tables.flatMap((child) =>
    child.foreignKeys.flatMap((key) => {
      const parent = rows.get(foldName(key.parent));
      return parent === undefined || key.parentColumns.length !== key.columns.length
        ? []
        : trialsOf(child, key, parent);
    }),
  );
}

function trialsOf(child: Table, { columns, parentColumns }: ForeignKey, parent: TableRows): readonly Trial[] {
  const [own, above] = [child.name, parent.table.name].map(quoteIdentifier);
  const names = columns.map(quoteIdentifier);
  const keys = parentColumns.map(quoteIdentifier);
  const filled = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const list = names.join(', ');
  const one = `(${keys.join(', ')}) = (SELECT ${list} FROM ${own} WHERE ${filled} ORDER BY ${list} LIMIT 1)`;
  const updates = parent.rows.map(
    (row): BoundStatement => ({
      text: `UPDATE ${above} SET ${keys.map((key) => `${key} = ?`).join(', ')} WHERE ${one}`,
      values: parentColumns.map((name) => row[parent.columns.indexOf(name)] ?? null),
    }),
  );
  const statements = [{ text: `DELETE FROM ${above} WHERE ${one}` }, { text: `DELETE FROM ${above}` }, ...updates];
  const about = [child.name, parent.table.name].map(foldName);
  return statements.map((statement) => writeTrial('cascade', about, [statement], tableContents(child)));
}
