import { foldName } from '../../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot, Table } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { tokenize } from '../../sql/tokens.ts';
import { changeOf, type Operator } from '../mutant.ts';
import { type Span, splice } from '../splice.ts';
import type { Item, TableText } from '../tableText.ts';
import { columnsIn } from './columnsIn.ts';

/** What can be wrong with a column's declaration. */
export const columnOperators: readonly Operator[] = [
  {
    id: 'column-drop',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const kept = withoutColumn(text, item);
        if (kept === null || column.primaryKey > 0) continue;
        const gone = usersOf(schema, table, column.name).map((object) => [object, null] as const);
        yield {
          ...changeOf(table, `column ${column.name} removed`, kept),
          texts: new Map([[table, kept], ...gone]),
        };
      }
    },
  },
  {
    id: 'column-affinity',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        if (table.strict && column.affinity === 'ANY') continue;
        const type = column.affinity === 'TEXT' ? 'INTEGER' : 'TEXT';
        const hasNoIncrement = !table.autoincrement || column.primaryKey === 0;
        const edit = { ...item.type, text: ` ${type} ` };
        if (hasNoIncrement) yield changeOf(table, `type of ${column.name} ${type}`, splice(text.sql, [edit]));
      }
    },
  },
  {
    id: 'not-null-add',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        if (column.notNull || column.primaryKey > 0) continue;
        const edit = { start: item.end, end: item.end, text: ' NOT NULL' };
        yield changeOf(table, `NOT NULL added to ${column.name}`, splice(text.sql, [edit]));
      }
    },
  },
  {
    id: 'not-null-drop',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const edits = item.clauses.flatMap(({ kind, start, end }) =>
          kind === 'not null' ? [{ start, end, text: '' }] : [],
        );
        if (edits.length > 0) yield changeOf(table, `NOT NULL removed from ${column.name}`, splice(text.sql, edits));
      }
    },
  },
  {
    id: 'generated-storage',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const clause = item.clauses.find(({ kind }) => kind === 'generated');
        if (clause === undefined) continue;
        const word = clause.tokens.find((token) => ['stored', 'virtual'].includes(keyword(token)));
        const kind = column.generated === 'stored' ? 'VIRTUAL' : 'STORED';
        const edit =
          word === undefined ? { start: clause.end, end: clause.end, text: ` ${kind}` } : { ...word, text: kind };
        yield changeOf(table, `column ${column.name} ${kind}`, splice(text.sql, [edit]));
      }
    },
  },
  {
    id: 'generated-expression',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const open = item.clauses
          .find(({ kind }) => kind === 'generated')
          ?.tokens.find(({ text: sign }) => sign === '(');
        if (open === undefined) continue;
        const edit = { start: open.end, end: open.end, text: 'NULL AND ' };
        yield changeOf(table, `expression of ${column.name} NULL`, splice(text.sql, [edit]));
      }
    },
  },
];

/**
 * The table's text without a column, the constraints that name it, and the columns that are computed from it; null
 * where no column would be left that can be written.
 */
function withoutColumn(text: TableText, item: Item): string | null {
  const gone = new Set([item]);
  // A set hands out what is added to it while it is walked through.
  for (const { column } of gone) {
    for (const other of text.items) {
      const computed = other.clauses.find(({ kind }) => kind === 'generated');
      const isLost = other.column === null ? mentions(text, other, column) : mentions(text, computed, column);
      if (isLost) gone.add(other);
    }
  }
  const kept = text.items.filter((other) => !gone.has(other));
  const isWritten = ({ column, clauses }: Item) => column !== null && !clauses.some(({ kind }) => kind === 'generated');
  const [first, last] = [text.items[0], text.items.at(-1)];
  if (!kept.some(isWritten) || first === undefined || last === undefined) return null;
  const names = [...gone].map(({ column }) => column);
  const body = kept.map((other) => withoutClauses(text, other, names)).join(',\n  ');
  return splice(text.sql, [{ start: first.start, end: last.end, text: body }]);
}

/** A column's text without what its CHECKs say of others that are gone. */
function withoutClauses(
  text: TableText,
  { start, end, column, clauses }: Item,
  gone: readonly Item['column'][],
): string {
  const lost = clauses.filter(
    (clause) => column !== null && clause.kind === 'check' && gone.some((name) => mentions(text, clause, name)),
  );
  const edits = lost.map((clause) => ({ start: clause.start - start, end: clause.end - start, text: '' }));
  return splice(text.sql.slice(start, end), edits);
}

function mentions({ sql }: TableText, span: Span | undefined, column: string | null): boolean {
  if (span === undefined || column === null) return false;
  const name = foldName(column);
  return tokenize(sql.slice(span.start, span.end)).some(({ value }) => foldName(value) === name);
}

/** Indexes cannot stand without the column; what else reads it fails when it is used. */
function usersOf({ indexes }: SchemaSnapshot, { name }: Table, column: string): readonly SchemaObject[] {
  return indexes.filter(
    (index) =>
      foldName(index.table) === foldName(name) &&
      tokenize(index.sql).some(({ value }) => foldName(value) === foldName(column)),
  );
}
