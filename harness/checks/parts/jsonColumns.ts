import { foldName } from '../../inspect/foldName.ts';
import type { CarriedTable } from '../../inspect/sameTable.ts';
import type { JsonColumn } from '../../model/config.ts';
import type { Named } from '../../model/named.ts';
import type { CheckConstraint, Column, SchemaSnapshot, Table } from '../../model/schema.ts';

/** A column of a schema. */
export interface ColumnPlace {
  readonly table: Table;
  readonly column: Column;
}

/** The column of that name; null where the schema has none. */
export function findColumn(schema: SchemaSnapshot, table: string, column: string): ColumnPlace | null {
  const owner = schema.tables.find(({ name }) => foldName(name) === foldName(table));
  const found = owner?.columns.find(({ name }) => foldName(name) === foldName(column));
  return owner === undefined || found === undefined ? null : { table: owner, column: found };
}

/** A column that was there before the step, with the names it had. */
export interface CarriedColumn {
  readonly table: CarriedTable;
  readonly column: string;
}

/** Where a column comes from; null for a new one. */
export function carriedColumn(carried: readonly CarriedTable[], place: ColumnPlace): CarriedColumn | null {
  const table = carried.find((candidate) => candidate.after?.name === place.table.name);
  const found = [...(table?.columns ?? [])].find(([, column]) => column === place.column.name);
  return table === undefined || found === undefined ? null : { table, column: found[0] };
}

/** The schema before a step and after it. */
export interface Schemas {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
}

/** What a step changes about a column. */
export interface ColumnNews {
  /** Whether documents can fare otherwise than before: the table, a trigger on it or the column's rows are not as they were. */
  readonly touched: boolean;
  /** Whether its schema is new, or holds from now on. */
  readonly described: boolean;
  /** Whether the table has CHECKs that look at the column and that it had not before. */
  readonly checked: boolean;
}

/** `from`: where the column comes from, null for one that is new or newly described. */
export function newsOf(
  { table, column }: ColumnPlace,
  from: CarriedColumn | null,
  schemas: Schemas,
  { changedColumns, rebuilt }: Named,
): ColumnNews {
  const checks = checksOn(table, column);
  if (from === null) return { touched: true, described: true, checked: checks !== '' };
  const before = from.table.before;
  const name = table.name.toLowerCase();
  const isNamed = rebuilt.has(name) || (changedColumns.get(name)?.has(column.name.toLowerCase()) ?? false);
  const isRewritten =
    before.sql !== table.sql || triggersOn(before.name, schemas.before) !== triggersOn(table.name, schemas.after);
  const old = before.columns.find((candidate) => candidate.name === from.column);
  const checked = checks !== '' && (old === undefined || checks !== checksOn(before, old));
  return { touched: isNamed || isRewritten, described: false, checked };
}

/** Whether what the column may hold depends on another column of the row, by a CHECK. */
export function dependsOnRow({ table, column }: ColumnPlace): boolean {
  const others = table.columns.filter((other) => other !== column);
  return checksAt(table, column).some(({ tokens }) => others.some((other) => speaksOf(tokens, other)));
}

function checksOn(table: Table, column: Column): string {
  return checksAt(table, column)
    .map(({ tokens }) => tokens)
    .join('\n');
}

function checksAt({ checks }: Table, column: Column): readonly CheckConstraint[] {
  return checks.filter((check) => check.column === column.name || speaksOf(check.tokens, column));
}

function triggersOn(table: string, { triggers }: SchemaSnapshot): string {
  return triggers
    .filter((trigger) => trigger.table === table)
    .map(({ tokens }) => tokens)
    .join('\n');
}

/** The columns that hold JSON by their declared type, or because a CHECK reads them as JSON, and that no schema describes. */
export function undescribedColumns(schema: SchemaSnapshot, described: readonly JsonColumn[]): readonly ColumnPlace[] {
  const known = new Set(described.map(({ table, column }) => `${foldName(table)}.${foldName(column)}`));
  return schema.tables
    .filter(({ kind }) => kind === 'table')
    .flatMap((table) => table.columns.map((column) => ({ table, column })))
    .filter((place) => place.column.generated === 'no' && holdsJson(place))
    .filter(({ table, column }) => !known.has(`${foldName(table.name)}.${foldName(column.name)}`));
}

function holdsJson({ table, column }: ColumnPlace): boolean {
  if (/^jsonb?$/i.test(column.type)) return true;
  return table.checks.some(({ tokens }) => readsAsJson(tokens, column));
}

/** `json_valid ( column`, `json_type ( column , …`. */
function readsAsJson(tokens: string, { name }: Column): boolean {
  const words = tokens.split(' ');
  return words.some(
    (word, at) =>
      /^jsonb?(?:_|$)/.test(word) && words[at + 1] === '(' && unquoted(words[at + 2]) === name.toLowerCase(),
  );
}

function speaksOf(tokens: string, { name }: Column): boolean {
  return tokens.split(' ').some((token) => unquoted(token) === name.toLowerCase());
}

function unquoted(token: string | undefined): string {
  return (token ?? '').replace(/^"(.*)"$/, '$1').toLowerCase();
}
