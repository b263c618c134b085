import { foldName } from '../inspect/foldName.ts';
import { commaParts } from '../sql/parentheses.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { type Edit, withoutPiece } from './splice.ts';
import type { Clause, ClauseKind, Item, TableText } from './tableText.ts';

/** A PRIMARY KEY or UNIQUE constraint in a table's text. */
export interface KeyText {
  readonly item: Item;
  readonly clause: Clause;
  readonly columns: readonly string[];
}

/** The keys of one kind, those of columns included. */
export function keysIn(text: TableText, kind: Extract<ClauseKind, 'primary key' | 'unique'>): readonly KeyText[] {
  return text.items.flatMap((item) =>
    item.clauses
      .filter((clause) => clause.kind === kind)
      .map((clause) => ({ item, clause, columns: item.column === null ? listed(clause) : [item.column] })),
  );
}

function listed({ tokens }: Clause): readonly string[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  const close = tokens.findIndex(({ text }) => text === ')');
  return commaParts(tokens.slice(open + 1, close)).map((part) => part[0]?.value ?? '');
}

/** Takes a key away. */
export function withoutKey({ items }: TableText, { item, clause }: KeyText): Edit {
  if (item.column !== null) return { start: clause.start, end: clause.end, text: '' };
  return withoutPiece(items, items.indexOf(item));
}

/** Puts a constraint of the table behind everything else. */
export function constraintBehind({ close }: TableText, constraint: string): Edit {
  return { start: close, end: close, text: `, ${constraint}` };
}

/** Puts a key over other columns in the place of one; no columns: none. */
export function otherKey(text: TableText, key: KeyText, words: string, columns: readonly string[]): readonly Edit[] {
  const names = columns.map(quoteIdentifier).join(', ');
  if (key.item.column === null) {
    return [{ start: key.clause.start, end: key.clause.end, text: `${words} (${names})` }];
  }
  return [withoutKey(text, key), constraintBehind(text, `${words} (${names})`)];
}

/** Columns that a key can be made of, besides those that it has. */
export function columnsBeside(text: TableText, columns: readonly string[]): readonly string[] {
  const known = new Set(columns.map(foldName));
  return text.items.flatMap(({ column }) => (column === null || known.has(foldName(column)) ? [] : column));
}
