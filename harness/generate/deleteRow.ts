import { bindCell } from '../inspect/cell.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { freeRowidName } from '../sql/rowidName.ts';

/** Deletes one stored row, found by its rowid or, where there is none, by its key. Throws `SqlError` when it is refused. */
export async function deleteRow(engine: Engine, data: TableData, row: StoredRow): Promise<void> {
  const table = quoteIdentifier(data.table);
  const rowid = data.rowidAlias === null ? freeRowidName(data.columns) : quoteIdentifier(data.rowidAlias);
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
