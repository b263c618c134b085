import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { columnsBeside, constraintBehind, type KeyText, keysIn, otherKey, withoutKey } from '../keyText.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { splice } from '../splice.ts';
import { readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

/** What can be wrong with a UNIQUE constraint. */
export const uniqueOperators: readonly Operator[] = [
  {
    id: 'unique-drop',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        const names = key.columns.join(', ');
        yield changeOf(table, `UNIQUE (${names}) removed`, splice(text.sql, [withoutKey(text, key)]));
      }
    },
  },
  {
    id: 'unique-add-column',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        for (const column of columnsBeside(text, key.columns)) yield over(table, text, key, [...key.columns, column]);
      }
    },
  },
  {
    id: 'unique-exchange-column',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        for (const column of columnsBeside(text, key.columns)) {
          for (const old of key.columns) {
            const columns = key.columns.map((name) => (name === old ? column : name));
            yield over(table, text, key, columns);
          }
        }
      }
    },
  },
  {
    id: 'unique-remove-column',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        if (key.columns.length < 2) continue;
        for (const old of key.columns) {
          const columns = key.columns.filter((name) => name !== old);
          yield over(table, text, key, columns);
        }
      }
    },
  },
  {
    id: 'unique-reverse-columns',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        if (key.columns.length > 1) yield over(table, text, key, [...key.columns].reverse());
      }
    },
  },
  {
    id: 'unique-add',
    *changes(schema) {
      for (const table of ordinaryTables(schema)) {
        const text = readTableText(table);
        for (const name of columnsBeside(text, [])) {
          const isKey = foldName(name) === foldName(table.rowidAlias ?? '');
          const edit = constraintBehind(text, `UNIQUE (${quoteIdentifier(name)})`);
          if (!isKey) yield changeOf(table, `UNIQUE (${name}) added`, splice(text.sql, [edit]));
        }
      }
    },
  },
];

function* keysOf(schema: SchemaSnapshot): Iterable<{ table: Table; text: TableText; key: KeyText }> {
  for (const table of ordinaryTables(schema)) {
    const text = readTableText(table);
    for (const key of keysIn(text, 'unique')) yield { table, text, key };
  }
}

function over(table: Table, text: TableText, key: KeyText, columns: readonly string[]): Change {
  const edits = otherKey(text, key, 'UNIQUE', columns);
  return changeOf(table, `UNIQUE (${key.columns.join(', ')}) over ${columns.join(', ')}`, splice(text.sql, edits));
}
