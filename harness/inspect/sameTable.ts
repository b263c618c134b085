import type { Named } from '../model/named.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';

/** A table before a script and what became of it (contract: "Same row"). */
export interface CarriedTable {
  readonly before: Table;
  /** null when it is not there any more. */
  readonly after: Table | null;
  /** Column after by column before, for those that are still there. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Follows every table through a script: by name, by a RENAME that the script names, else by its root page. */
export function carriedTables(before: SchemaSnapshot, after: SchemaSnapshot, named: Named): readonly CarriedTable[] {
  const byName = new Map(after.tables.map((table) => [table.name.toLowerCase(), table]));
  const known = new Set(before.tables.map((table) => table.name.toLowerCase()));
  const strangers = after.tables.filter((table) => table.rootPage > 0 && !known.has(table.name.toLowerCase()));
  return before.tables
    .filter((table) => table.kind !== 'shadow')
    .map((table) => {
      const name = table.name.toLowerCase();
      const found =
        byName.get(named.renamedTables.get(name) ?? name) ??
        (named.dropped.table.has(name) ? undefined : strangers.find(({ rootPage }) => rootPage === table.rootPage)) ??
        null;
      return { before: table, after: found, columns: found === null ? new Map() : carriedColumns(table, found, named) };
    });
}

/** The columns that are carried without those that follow from others on both sides: what changes them is a change of these. */
export function writtenColumns({ before, after, columns }: CarriedTable): ReadonlyMap<string, string> {
  const then = generatedColumns(before);
  const now = generatedColumns(after);
  return new Map([...columns].filter(([was, is]) => !then.has(was) || !now.has(is)));
}

function generatedColumns(table: Table | null): ReadonlySet<string> {
  const generated = table?.columns.filter((column) => column.generated !== 'no') ?? [];
  return new Set(generated.map(({ name }) => name));
}

function carriedColumns(before: Table, after: Table, named: Named): ReadonlyMap<string, string> {
  const renamed = named.renamedColumns.get(after.name.toLowerCase());
  const dropped = named.droppedColumns.get(after.name.toLowerCase());
  const there = new Map(after.columns.map((column) => [column.name.toLowerCase(), column.name]));
  return new Map(
    before.columns.flatMap(({ name }) => {
      const lower = name.toLowerCase();
      const found = there.get(renamed?.get(lower) ?? lower);
      return found === undefined || dropped?.has(lower) ? [] : [[name, found] as const];
    }),
  );
}
