import type { WrittenForeignKey, WrittenSchema } from '../../model/written.ts';
import { quoteWhereNeeded } from '../../sql/quote.ts';
import { tokenize } from '../../sql/tokens.ts';
import { columnNames } from '../../sql/writtenSchema.ts';

/** What a foreign key lacks at its parent. */
export type MissingParent = 'table' | 'column' | 'key';

/**
 * What a foreign key refers to and does not find: the table, a column, or a PRIMARY KEY or unique index over exactly its
 * columns (https://sqlite.org/foreignkeys.html#fk_indexes). null where nothing is missing or the scripts do not tell.
 */
export function missingParent(schema: WrittenSchema, key: WrittenForeignKey): MissingParent | null {
  const parent = schema.tables.get(key.parent.toLowerCase());
  if (parent === undefined) return 'table';
  const known = columnNames(parent).map((name) => name.toLowerCase());
  if (known.length === 0) return null;
  const wanted = key.parentColumns.length > 0 ? key.parentColumns : parent.primaryKey;
  const columns = wanted.map((name) => name.toLowerCase());
  if (columns.some((name) => !known.includes(name))) return 'column';
  const indexes = [...schema.indexes.values()].filter(
    ({ table, unique, where }) => unique && where === null && table.toLowerCase() === parent.name.toLowerCase(),
  );
  const keys = [parent.primaryKey, ...parent.uniques, ...indexes.map(({ parts }) => parts.map(bareName))];
  return columns.length === key.columns.length && keys.some((names) => isSameSet(names, columns)) ? null : 'key';
}

/** What a foreign key refers to, as a person writes it. */
export function targetOf({ parent, parentColumns }: WrittenForeignKey): string {
  return parentColumns.length === 0 ? parent : `${parent} (${parentColumns.join(', ')})`;
}

/** What makes a key of the columns that a foreign key refers to. */
export function keyFor({ parent, parentColumns }: WrittenForeignKey): string {
  if (parentColumns.length === 0) return `a PRIMARY KEY of ${parent}, which is what a reference without columns means`;
  const name = quoteWhereNeeded([parent, ...parentColumns].join('_'));
  return `CREATE UNIQUE INDEX ${name} ON ${quoteWhereNeeded(parent)} (${parentColumns.map(quoteWhereNeeded).join(', ')});`;
}

function bareName(part: string): string {
  const [name, ...more] = tokenize(part);
  return more.length === 0 ? (name?.value ?? '') : part;
}

function isSameSet(names: readonly string[], columns: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase()).sort();
  return lower.join('\n') === [...columns].sort().join('\n');
}
