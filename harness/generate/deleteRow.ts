import { bindCell } from '../inspect/cell.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** Deletes one stored row, found by its rowid or, where there is none, by its key. Throws `SqlError` when it is refused. */
export async function deleteRow(engine: Engine, data: TableData, row: StoredRow): Promise<void> {
  const table = quoteIdentifier(data.table);
  const rowid = rowidName(data);
  if (row.rowid !== null && rowid !== null) {
    await engine.query(`DELETE FROM ${table} WHERE ${rowid} = ?`, [row.rowid]);
    return;
  }
  const key = data.keyColumns.map((name) => {
    const bound = bindCell(row.cells[data.columns.indexOf(name)] ?? 'n');
    return { where: `${quoteIdentifier(name)} = ${bound.sql}`, value: bound.value };
  });
  if (key.length === 0) return;
  const where = key.map((part) => part.where).join(' AND ');
  await engine.query(
    `DELETE FROM ${table} WHERE ${where}`,
    key.map(({ value }) => value),
  );
}

/** A column takes a name of the rowid away (https://sqlite.org/lang_createtable.html#rowid). */
function rowidName({ rowidAlias, columns }: TableData): string | null {
  if (rowidAlias !== null) return quoteIdentifier(rowidAlias);
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}
