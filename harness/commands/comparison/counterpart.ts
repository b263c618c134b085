import type { Column, SchemaSnapshot, Table } from '../../model/schema.ts';

/** The table of another schema that rows of a table go into; null when there is none. */
export function counterpart({ name }: Table, { tables }: SchemaSnapshot): Table | null {
  const found = tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
  return found?.kind === 'table' ? found : null;
}

/**
 * Why a statement that writes a row of one table says nothing about another: a column is not there, or one that must be
 * given is not given. null when it does say something.
 */
export function columnsInTheWay(from: Table, to: Table): string | null {
  const missing = written(from).filter((column) => !isAmong(written(to), column));
  if (missing.length > 0) return `only one of the two has ${listed(missing)}`;
  const demanded = written(to).filter((column) => isDemanded(column, to) && !isAmong(from.columns, column));
  return demanded.length > 0 ? `only one of the two has ${listed(demanded)}, which cannot be left out` : null;
}

function written({ columns }: Table): readonly Column[] {
  return columns.filter(({ generated, hidden }) => generated === 'no' && !hidden);
}

function isDemanded({ name, notNull, default: value }: Column, { rowidAlias }: Table): boolean {
  return notNull && value === null && name !== rowidAlias;
}

function isAmong(columns: readonly Column[], { name }: Column): boolean {
  return columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
}

function listed(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(', ');
}
