import { foldName } from '../../inspect/foldName.ts';
import { namedIndexes } from '../../inspect/namedIndexes.ts';
import type { SchemaObject, SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type IndexPart, type IndexText, readIndexText } from '../indexText.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { splice, withoutPiece } from '../splice.ts';

/** What can be wrong with an index. */
export const indexOperators: readonly Operator[] = [
  {
    id: 'index-drop',
    *changes({ indexes }) {
      for (const index of indexes) yield changeOf(index, 'index removed', null);
    },
  },
  {
    id: 'index-uniqueness',
    *changes(schema) {
      for (const { object, text } of indexesIn(schema)) {
        const edit = text.unique === null ? { start: text.word, end: text.word, text: 'UNIQUE ' } : text.unique;
        const sql = splice(text.sql, ['text' in edit ? edit : { ...edit, text: '' }]);
        yield changeOf(object, text.unique === null ? 'UNIQUE added' : 'UNIQUE removed', sql);
      }
    },
  },
  {
    id: 'index-where-add',
    *changes(schema) {
      for (const { object, text, columns } of indexesIn(schema)) {
        const [first] = columns;
        if (text.where !== null || first === undefined) continue;
        const condition = `${quoteIdentifier(first)} IS NOT NULL`;
        yield changeOf(object, `WHERE ${condition} added`, `${text.sql} WHERE ${condition}`);
      }
    },
  },
  {
    id: 'index-where-drop',
    *changes(schema) {
      for (const { object, text } of indexesIn(schema)) {
        const { where, condition, sql } = text;
        if (where !== null && condition !== null)
          yield changeOf(object, 'WHERE removed', splice(sql, [{ start: where.start, end: condition.end, text: '' }]));
      }
    },
  },
  {
    id: 'index-where-negate',
    *changes(schema) {
      for (const { object, text } of indexesIn(schema)) {
        const { condition, sql } = text;
        if (condition === null) continue;
        const negated = `NOT (${sql.slice(condition.start, condition.end)})`;
        yield changeOf(object, 'WHERE negated', splice(sql, [{ ...condition, text: negated }]));
      }
    },
  },
  {
    id: 'index-direction',
    changes: (schema) =>
      ofParts(schema, (part) => `${part.expression}${part.collation}${part.descending ? '' : ' DESC'}`, 'turned round'),
  },
  {
    id: 'index-collation',
    changes: (schema) =>
      ofParts(
        schema,
        ({ expression, isNocase, descending }) =>
          `${expression} COLLATE ${isNocase ? 'BINARY' : 'NOCASE'}${descending ? ' DESC' : ''}`,
        'collated otherwise',
      ),
  },
  {
    id: 'index-exchange-column',
    *changes(schema) {
      for (const { object, text, table, columns } of indexesIn(schema)) {
        const known = new Set(columns.map(foldName));
        const other = table.columns.find(({ name, hidden }) => !hidden && !known.has(foldName(name)));
        if (other === undefined) continue;
        for (const { start, end, expression } of text.parts) {
          const edit = { start, end, text: quoteIdentifier(other.name) };
          yield changeOf(object, `${expression} replaced by ${other.name}`, splice(text.sql, [edit]));
        }
      }
    },
  },
  {
    id: 'index-remove-column',
    *changes(schema) {
      for (const { object, text } of indexesIn(schema)) {
        if (text.parts.length < 2) continue;
        for (const [at, { expression }] of text.parts.entries()) {
          yield changeOf(object, `${expression} removed`, splice(text.sql, [withoutPiece(text.parts, at)]));
        }
      }
    },
  },
  {
    id: 'index-swap-columns',
    *changes(schema) {
      for (const { object, text } of indexesIn(schema)) {
        for (const [at, first] of text.parts.entries()) {
          const second = text.parts[at + 1];
          if (second === undefined) continue;
          const edits = [
            { start: first.start, end: first.end, text: text.sql.slice(second.start, second.end) },
            { start: second.start, end: second.end, text: text.sql.slice(first.start, first.end) },
          ];
          yield changeOf(object, `${first.expression} and ${second.expression} swapped`, splice(text.sql, edits));
        }
      }
    },
  },
];

interface WrittenIndex {
  readonly object: SchemaObject;
  readonly table: Table;
  readonly text: IndexText;
  readonly columns: readonly string[];
}

function indexesIn(schema: SchemaSnapshot): readonly WrittenIndex[] {
  const objects = new Map(schema.indexes.map((object) => [object.name, object]));
  return namedIndexes(schema).flatMap(({ table, index }) => {
    const object = objects.get(index.name);
    const text = object === undefined ? null : readIndexText(object.sql);
    const columns = index.columns.flatMap(({ name }) => name ?? []);
    return object === undefined || text === null ? [] : [{ object, table, text, columns }];
  });
}

function* ofParts(schema: SchemaSnapshot, write: (part: IndexPart) => string, what: string): Iterable<Change> {
  for (const { object, text } of indexesIn(schema)) {
    for (const part of text.parts) {
      const edit = { start: part.start, end: part.end, text: write(part) };
      yield changeOf(object, `${part.expression} ${what}`, splice(text.sql, [edit]));
    }
  }
}
