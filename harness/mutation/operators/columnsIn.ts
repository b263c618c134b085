import { foldName } from '../../inspect/foldName.ts';
import type { Column, SchemaSnapshot, Table } from '../../model/schema.ts';
import { type Item, readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

/** A column, and where it stands in its table's text. */
export interface ColumnText {
  readonly table: Table;
  readonly text: TableText;
  readonly item: Item;
  readonly column: Column;
}

/** Every column of a schema that a text declares. */
export function columnsIn(schema: SchemaSnapshot): readonly ColumnText[] {
  return ordinaryTables(schema).flatMap((table) => {
    const text = readTableText(table);
    return text.items.flatMap((item) => {
      const name = foldName(item.column ?? '');
      const column = table.columns.find((candidate) => foldName(candidate.name) === name);
      return item.column === null || column === undefined ? [] : [{ table, text, item, column }];
    });
  });
}
