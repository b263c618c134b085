import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { otherComparisons, otherElements, otherNumbers, type TokenChange } from '../expressions.ts';
import { changeOf, type Operator } from '../mutant.ts';
import { splice, withoutPiece } from '../splice.ts';
import { type Clause, type Item, readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

/** What can be wrong with a CHECK. */
export const checkOperators: readonly Operator[] = [
  {
    id: 'check-drop',
    *changes(schema) {
      for (const { table, text, item, clause } of checksIn(schema)) {
        const edit =
          item.column === null
            ? withoutPiece(text.items, text.items.indexOf(item))
            : { start: clause.start, end: clause.end, text: '' };
        yield changeOf(table, `${wordsOf(text, clause)} removed`, splice(text.sql, [edit]));
      }
    },
  },
  {
    id: 'check-negate',
    *changes(schema) {
      for (const { table, text, clause } of checksIn(schema)) {
        const [open, close] = [clause.tokens[1], clause.tokens.at(-1)];
        if (open === undefined || close === undefined) continue;
        const edits = [
          { start: open.end, end: open.end, text: 'NOT (' },
          { start: close.start, end: close.start, text: ')' },
        ];
        yield changeOf(table, `${wordsOf(text, clause)} negated`, splice(text.sql, edits));
      }
    },
  },
  { id: 'check-list-element', changes: (schema) => inChecks(schema, otherElements) },
  { id: 'check-comparison', changes: (schema) => inChecks(schema, otherComparisons) },
  { id: 'check-number', changes: (schema) => inChecks(schema, otherNumbers) },
];

interface CheckText {
  readonly table: Table;
  readonly text: TableText;
  readonly item: Item;
  readonly clause: Clause;
}

function checksIn(schema: SchemaSnapshot): readonly CheckText[] {
  return ordinaryTables(schema).flatMap((table) => {
    const text = readTableText(table);
    return text.items.flatMap((item) =>
      item.clauses.filter(({ kind }) => kind === 'check').map((clause) => ({ table, text, item, clause })),
    );
  });
}

function* inChecks(schema: SchemaSnapshot, vary: (tokens: Clause['tokens']) => Iterable<TokenChange>) {
  for (const { table, text, clause } of checksIn(schema)) {
    for (const { what, edit } of vary(clause.tokens)) {
      yield changeOf(table, `${what} in ${wordsOf(text, clause)}`, splice(text.sql, [edit]));
    }
  }
}

function wordsOf({ sql }: TableText, { start, end }: Clause): string {
  return sql.slice(start, end).replace(/\s+/g, ' ').trim();
}
