import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { columnsBeside, constraintBehind, type KeyText, keysIn, otherKey, withoutKey } from '../keyText.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { splice } from '../splice.ts';
import { readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

/** What can be wrong with a PRIMARY KEY. */
export const primaryKeyOperators: readonly Operator[] = [
  {
    id: 'primary-key-drop',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        if (table.withoutRowid) continue;
        yield changeOf(table, 'PRIMARY KEY removed', splice(text.sql, [withoutKey(text, key)]));
      }
    },
  },
  {
    id: 'primary-key-add',
    *changes(schema) {
      for (const table of ordinaryTables(schema)) {
        if (table.columns.some(({ primaryKey }) => primaryKey > 0)) continue;
        const text = readTableText(table);
        for (const { name, generated } of table.columns) {
          const edit = constraintBehind(text, `PRIMARY KEY (${quoteIdentifier(name)})`);
          if (generated === 'no') yield changeOf(table, `PRIMARY KEY (${name}) added`, splice(text.sql, [edit]));
        }
      }
    },
  },
  {
    id: 'primary-key-add-column',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        for (const column of storedBeside(table, text, key)) yield over(table, text, key, [...key.columns, column]);
      }
    },
  },
  {
    id: 'primary-key-exchange-column',
    *changes(schema) {
      for (const { table, text, key } of keysOf(schema)) {
        for (const column of storedBeside(table, text, key)) {
          for (const old of key.columns) {
            const columns = key.columns.map((name) => (name === old ? column : name));
            yield over(table, text, key, columns);
          }
        }
      }
    },
  },
  {
    id: 'primary-key-remove-column',
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
];

function* keysOf(schema: SchemaSnapshot): Iterable<{ table: Table; text: TableText; key: KeyText }> {
  for (const table of ordinaryTables(schema)) {
    const text = readTableText(table);
    for (const key of keysIn(text, 'primary key')) yield { table, text, key };
  }
}

/** A generated column cannot be part of the key (https://sqlite.org/gencol.html). */
function storedBeside({ columns }: Table, text: TableText, key: KeyText): readonly string[] {
  const computed = new Set(columns.flatMap(({ name, generated }) => (generated === 'no' ? [] : foldName(name))));
  return columnsBeside(text, key.columns).filter((name) => !computed.has(foldName(name)));
}

function over(table: Table, text: TableText, key: KeyText, columns: readonly string[]): Change {
  const edits = otherKey(text, key, 'PRIMARY KEY', columns);
  return changeOf(table, `PRIMARY KEY over ${columns.join(', ')}`, splice(text.sql, edits));
}
