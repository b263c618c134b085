import type { Relation } from './relation.ts';

/** A column of a table that the script created. */
interface TrackedColumn {
  readonly name: string;
  readonly generated: boolean;
}

/** A table as the statements of a script leave it, one after the other. All names are in lower case. */
export interface TrackedTable {
  name: string;
  /** Its name before the script; null when the script created it. */
  readonly original: string | null;
  standing: boolean;
  /** In order; null when the script does not tell. */
  columns: readonly TrackedColumn[] | null;
  /** For columns that were renamed or added: the name before, null for a new column. */
  readonly origins: Map<string, string | null>;
  readonly dropped: Set<string>;
  readonly changed: Set<string>;
  deletedFrom: boolean;
}

/** A table that the script finds (`original` is its name) or creates (null). */
export function trackTable(
  name: string,
  original: string | null,
  columns: readonly TrackedColumn[] | null,
): TrackedTable {
  return {
    name,
    original,
    standing: true,
    columns,
    origins: new Map(),
    dropped: new Set(),
    changed: new Set(),
    deletedFrom: false,
  };
}

/** Follows ALTER TABLE … ADD COLUMN. */
export function addColumn(table: TrackedTable, column: string): void {
  table.columns = table.columns && [...table.columns, { name: column, generated: false }];
  table.origins.set(column, null);
}

/** Follows ALTER TABLE … DROP COLUMN. A column that the script added itself leaves no trace. */
export function dropColumn(table: TrackedTable, column: string): void {
  table.columns = table.columns?.filter(({ name }) => name !== column) ?? null;
  const origin = originOf(table, column);
  if (origin !== null) table.dropped.add(origin);
  table.origins.delete(column);
  table.changed.delete(column);
}

/** Follows ALTER TABLE … RENAME COLUMN. */
export function renameColumn(table: TrackedTable, column: string, to: string): void {
  table.columns = table.columns?.map((known) => (known.name === column ? { ...known, name: to } : known)) ?? null;
  const origin = originOf(table, column);
  table.origins.delete(column);
  table.origins.set(to, origin);
  if (table.changed.delete(column)) table.changed.add(to);
}

function originOf(table: TrackedTable, column: string): string | null {
  return table.origins.has(column) ? (table.origins.get(column) ?? null) : column;
}

/** What a select finds in the table. */
export function relationOf({ columns, changed }: TrackedTable): Relation {
  const names = columns?.map(({ name }) => name) ?? [...changed];
  return { columns: names.map((name) => ({ name, computed: changed.has(name) })), complete: columns !== null };
}

/**
 * Follows INSERT … SELECT: a column that the rows' source computed is changed, and so is one that the list of columns
 * gives the values of a column that the table no longer has. Where both are there, they may have been mixed up. `into`
 * lists the columns written, if the statement does; `isPlain`: the rows are those of tables, under the names that they have there.
 */
export function copyInto(table: TrackedTable, into: readonly string[] | null, rows: Relation, isPlain: boolean): void {
  const isListed = isPlain && into !== null;
  const targets = into ?? table.columns?.filter(({ generated }) => !generated).map(({ name }) => name);
  for (const [place, { name, computed }] of rows.columns.entries()) {
    const target = rows.complete && targets ? targets[place] : name;
    if (target && (computed || (isListed && name !== target && isGivenUp(table, name)))) table.changed.add(target);
  }
}

function isGivenUp({ columns }: TrackedTable, name: string): boolean {
  return columns !== null && !columns.some((column) => column.name === name);
}
