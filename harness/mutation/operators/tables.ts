import { foldName } from '../../inspect/foldName.ts';
import type { Column, SchemaSnapshot, Table } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { tokenize } from '../../sql/tokens.ts';
import { changeOf, type Operator } from '../mutant.ts';
import { type Edit, splice, withoutPiece } from '../splice.ts';
import { itemOf, readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

/** What can be wrong with a table as a whole. */
export const tableOperators: readonly Operator[] = [
  {
    id: 'table-drop',
    *changes(schema) {
      for (const table of ordinaryTables(schema)) {
        const name = foldName(table.name);
        const gone = [...schema.indexes, ...schema.triggers].filter((object) => foldName(object.table) === name);
        yield {
          ...changeOf(table, 'table removed', null),
          texts: new Map([table, ...gone].map((object) => [object, null])),
        };
      }
    },
  },
  {
    id: 'table-strict-add',
    *changes(schema) {
      for (const table of withOption(schema, ({ strict }) => !strict)) {
        const text = readTableText(table);
        const edits = [...strictTypes(table, text), option(text, 'STRICT')];
        yield changeOf(table, 'STRICT added', splice(text.sql, edits));
      }
    },
  },
  {
    id: 'table-strict-drop',
    *changes(schema) {
      for (const table of withOption(schema, ({ strict }) => strict)) {
        yield changeOf(table, 'STRICT removed', withoutOption(readTableText(table), 'strict'));
      }
    },
  },
  {
    id: 'table-without-rowid-add',
    *changes(schema) {
      const suits = ({ withoutRowid, autoincrement, columns }: Table) =>
        !withoutRowid && !autoincrement && columns.some(({ primaryKey }) => primaryKey > 0);
      for (const table of withOption(schema, suits)) {
        const text = readTableText(table);
        yield changeOf(table, 'WITHOUT ROWID added', splice(text.sql, [option(text, 'WITHOUT ROWID')]));
      }
    },
  },
  {
    id: 'table-without-rowid-drop',
    *changes(schema) {
      for (const table of withOption(schema, ({ withoutRowid }) => withoutRowid)) {
        yield changeOf(table, 'WITHOUT ROWID removed', withoutOption(readTableText(table), 'without'));
      }
    },
  },
  {
    id: 'table-autoincrement-drop',
    *changes(schema) {
      for (const table of withOption(schema, ({ autoincrement }) => autoincrement)) {
        const found = tokenize(table.sql).findLast((token) => keyword(token) === 'autoincrement');
        if (found !== undefined) {
          yield changeOf(table, 'AUTOINCREMENT removed', splice(table.sql, [{ ...found, text: '' }]));
        }
      }
    },
  },
  {
    id: 'table-swap-columns',
    *changes(schema) {
      for (const table of ordinaryTables(schema)) {
        const { sql, items } = readTableText(table);
        const [first, second] = items.filter(({ column }) => column !== null);
        if (first === undefined || second === undefined) continue;
        const edits = [
          { start: first.start, end: first.end, text: sql.slice(second.start, second.end) },
          { start: second.start, end: second.end, text: sql.slice(first.start, first.end) },
        ];
        yield changeOf(table, `columns ${first.column} and ${second.column} swapped`, splice(sql, edits));
      }
    },
  },
];

function withOption(schema: SchemaSnapshot, suits: (table: Table) => boolean): readonly Table[] {
  return ordinaryTables(schema).filter(suits);
}

function option({ sql, options }: TableText, words: string): Edit {
  const end = options.at(-1)?.end ?? sql.length;
  return { start: end, end, text: options.length === 0 ? ` ${words}` : `, ${words}` };
}

function withoutOption({ sql, options }: TableText, word: string): string {
  const parts: { start: number; end: number }[] = [];
  for (const token of options) {
    const last = parts.at(-1);
    if (keyword(token) === 'rowid' && last !== undefined) parts[parts.length - 1] = { ...last, end: token.end };
    else if (token.kind === 'word') parts.push({ start: token.start, end: token.end });
  }
  const at = parts.findIndex(({ start }) => sql.slice(start, start + word.length).toLowerCase() === word);
  return splice(sql, [withoutPiece(parts, at)]);
}

/** STRICT knows six types (https://sqlite.org/stricttables.html); ANY stores a value as it is. */
const STRICT_TYPES: Readonly<Record<Column['affinity'], string>> = {
  TEXT: 'TEXT',
  INTEGER: 'INTEGER',
  REAL: 'REAL',
  BLOB: 'ANY',
  NUMERIC: 'ANY',
  ANY: 'ANY',
};

function strictTypes({ columns }: Table, text: TableText): readonly Edit[] {
  return columns.flatMap(({ name, affinity }) => {
    const type = itemOf(text, name)?.type;
    return type === undefined ? [] : [{ ...type, text: ` ${STRICT_TYPES[affinity]} ` }];
  });
}
