import { foldName } from '../../inspect/foldName.ts';
import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { freeRowidName } from '../../sql/rowidName.ts';

/** A table in the pristine database, and what it is in the working copy: a `CarriedTable` that is still there. */
export interface TablePairing {
  readonly before: Table;
  readonly after: Table;
  /** Column after by column before; the others are not compared. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A column before, and the same after. */
export interface ColumnPairing {
  readonly before: Column;
  readonly after: Column;
}

/** Pairs the columns of two tables by name: their order is no data. */
export function sameColumns(before: Table, after: Table): TablePairing {
  const names = new Map(after.columns.map(({ name }) => [foldName(name), name]));
  const columns = before.columns.flatMap(({ name }) => {
    const found = names.get(foldName(name));
    return found === undefined ? [] : [[name, found] as const];
  });
  return { before, after, columns: new Map(columns) };
}

/** The columns to compare, in the order of before. Hidden ones of virtual tables are arguments and no data. */
export function columnPairings({ before, after, columns }: TablePairing): readonly ColumnPairing[] {
  const now = new Map(after.columns.map((column) => [column.name, column]));
  return before.columns.flatMap((column) => {
    const is = now.get(columns.get(column.name) ?? '');
    return is === undefined || column.hidden || is.hidden ? [] : [{ before: column, after: is }];
  });
}

/** The rowid as SQL, after a table's alias; null where there is none, or where columns have taken all its names. */
export function rowidOf(table: Table, alias: string): string | null {
  if (table.withoutRowid) return null;
  const name = table.rowidAlias ?? freeRowidName(table.columns.map((column) => column.name));
  return name === null ? null : `${alias}.${quoteIdentifier(name)}`;
}

/** The rowid on both sides, as SQL. */
export interface Rowids {
  readonly was: string;
  readonly is: string;
}

/** null where one side has none. */
export function rowidsOf({ before, after }: TablePairing): Rowids | null {
  const [was, is] = [rowidOf(before, 'p'), rowidOf(after, 'm')];
  return was === null || is === null ? null : { was, is };
}
