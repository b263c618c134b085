import { keyword } from './keyword.ts';
import { qualifiedName } from './qualifiedName.ts';
import type { Token } from './tokens.ts';

/** An ALTER TABLE that changes names or columns; all names as written, without quotes. */
export type TableAlteration = { readonly table: string } & (
  | { readonly kind: 'rename table'; readonly to: string }
  | { readonly kind: 'rename column'; readonly column: string; readonly to: string }
  | { readonly kind: 'add column'; readonly column: string }
  | { readonly kind: 'drop column'; readonly column: string }
);

const CONSTRAINT_WORDS = ['constraint', 'check', 'unique', 'primary', 'foreign'];

/** Reads an ALTER TABLE; null for other statements and for those about constraints (https://sqlite.org/lang_altertable.html). */
export function readAlterTable(tokens: readonly Token[]): TableAlteration | null {
  if (keyword(tokens[0]) !== 'alter') return null;
  const named = qualifiedName(tokens, 2);
  if (!named) return null;
  const table = named.name;
  const [action, ...rest] = tokens.slice(named.next);
  // The word COLUMN can be left out, and can be a column's name itself.
  const names = keyword(rest[0]) === 'column' && rest[1] && keyword(rest[1]) !== 'to' ? rest.slice(1) : rest;
  const [first, to, second] = names;
  const column = first?.value ?? '';
  switch (keyword(action)) {
    case 'rename':
      if (keyword(first) === 'to') return { kind: 'rename table', table, to: to?.value ?? '' };
      return { kind: 'rename column', table, column, to: second?.value ?? '' };
    case 'add':
      return CONSTRAINT_WORDS.includes(keyword(first)) ? null : { kind: 'add column', table, column };
    case 'drop':
      return CONSTRAINT_WORDS.includes(keyword(first)) ? null : { kind: 'drop column', table, column };
    default:
      return null;
  }
}
