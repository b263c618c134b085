import { readTable } from '../../generate/tableReading.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { Index, IndexColumn, Table } from '../../model/schema.ts';
import { readCreateIndex } from '../../sql/createIndex.ts';
import { tokenize } from '../../sql/tokens.ts';
import { TOTAL_FUNCTIONS } from './totalFunctions.ts';

/** Columns that no two rows may share, with what decides what is the same. */
interface Key {
  readonly parts: readonly Part[];
  readonly where: string | null;
}

interface Part {
  readonly column: string;
  readonly collation: string;
  /** The function that makes something of it, so that two that are equal stay equal; null: the column itself. */
  readonly by: string | null;
}

/** Whether two tables refuse the same rows for their keys: each that only one has follows from one of the other. */
export function haveSameKeys(before: Table, after: Table): boolean {
  const [old, now] = [keysOf(before), keysOf(after)];
  const known = new Set(before.indexes.map(identityOf));
  const shared = new Set(after.indexes.map(identityOf).filter((identity) => known.has(identity)));
  const changed = (table: Table) =>
    table.indexes.filter((index) => index.unique && !shared.has(identityOf(index))).map((index) => keyOf(table, index));
  return changed(before).every((key) => follows(key, now)) && changed(after).every((key) => follows(key, old));
}

function identityOf({ unique, columns, where, sql }: Index): string {
  return JSON.stringify({ unique, columns, where, sql });
}

function follows(key: Key | null, others: readonly (Key | null)[]): boolean {
  return key !== null && others.some((other) => other !== null && impliesKey(other, key));
}

/** All of a stricter key's columns are among those of the other, and it is asked of at least as many rows. */
function impliesKey(stricter: Key, key: Key): boolean {
  const isAsked = stricter.where === null || stricter.where === key.where;
  return (
    isAsked &&
    stricter.parts.every((part) =>
      key.parts.some(
        (own) =>
          own.column === part.column &&
          (part.by === own.by || (own.by === null && own.collation === 'BINARY')) &&
          (part.collation === own.collation || own.collation === 'BINARY'),
      ),
    )
  );
}

/** null for a key that cannot be read: it follows from none, and none follows from it. */
function keysOf(table: Table): readonly (Key | null)[] {
  const alias = table.rowidAlias;
  const rowid = alias === null ? [] : [{ parts: [plain(foldName(alias), 'BINARY')], where: null }];
  return [...rowid, ...table.indexes.filter(({ unique }) => unique).map((index) => keyOf(table, index))];
}

function plain(column: string, collation: string): Part {
  return { column, collation, by: null };
}

function keyOf(table: Table, index: Index): Key | null {
  const written = index.sql === null ? [] : readCreateIndex(index.sql).parts;
  const parts = index.columns.map((column, at) => partOf(table, column, written[at] ?? ''));
  const known = parts.flatMap((part) => part ?? []);
  return known.length === parts.length ? { parts: known, where: index.where } : null;
}

function partOf(table: Table, { name, collation }: IndexColumn, expression: string): Part | null {
  if (name === null) return derived(table, expression, collation);
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.expression != null) return derived(table, column.expression, collation);
  return plain(foldName(name), collation);
}

function derived(table: Table, expression: string, collation: string): Part | null {
  const [call, open, column, close, ...rest] = tokenize(expression);
  const [name, by] = [column?.value ?? '', call?.text ?? ''].map(foldName);
  const isKnown = readTable(table, []).origins.has(name ?? '') && TOTAL_FUNCTIONS.has(by ?? '');
  const isCall = open?.text === '(' && close?.text === ')' && rest.length === 0;
  return isKnown && isCall && name !== undefined ? { column: name, collation, by: by ?? null } : null;
}
