import type { Named } from '../model/named.ts';
import type { Ledger } from './ledger.ts';
import type { TrackedTable } from './trackedTable.ts';

/** Sums a ledger up under the names that the tables have at the end. */
export function namedIn(ledger: Ledger): Named {
  const createdTables = new Set<string>();
  const renamedTables = new Map<string, string>();
  const renamedColumns = new Map<string, Map<string, string>>();
  const droppedColumns = new Map<string, Set<string>>();
  const changedColumns = new Map<string, Set<string>>();
  const deletedFrom = new Set<string>();
  const rebuilt = new Set<string>();
  for (const table of ledger.tables) {
    const { original, standing } = table;
    if (original !== null && (ledger.standing.get(original) ?? table) !== table) rebuilt.add(original);
    const name = finalName(table, ledger);
    if (name === null) continue;
    if (standing && original === null) createdTables.add(name);
    if (standing && original !== null && original !== name) renamedTables.set(original, name);
    if (table.deletedFrom) deletedFrom.add(name);
    for (const [old, column] of renames(table)) getOrAdd(renamedColumns, name, new Map()).set(old, column);
    for (const column of table.dropped) getOrAdd(droppedColumns, name, new Set()).add(column);
    for (const column of table.changed) getOrAdd(changedColumns, name, new Set()).add(column);
  }
  const { view, index, trigger } = ledger.created;
  return {
    dropped: ledger.dropped,
    created: {
      table: createdTables,
      view: new Set(view.keys()),
      index: new Set(index.keys()),
      trigger: new Set(trigger.keys()),
    },
    renamedTables,
    renamedColumns,
    droppedColumns,
    changedColumns,
    deletedFrom,
    rebuilt,
  };
}

/**
 * A table that was there before and is gone counts under its old name: what was done to it holds for the rebuilt one
 * that stands there now, unless that is another table which was there before. One of the script's own is forgotten.
 */
function finalName({ name, original, standing }: TrackedTable, ledger: Ledger): string | null {
  if (standing) return name;
  const successor = original === null ? undefined : ledger.standing.get(original);
  return successor && successor.original !== null ? null : original;
}

/** Old and new names of the columns that were there before and have another name now. */
function renames({ origins }: TrackedTable): readonly (readonly [string, string])[] {
  return [...origins].flatMap(([name, origin]) =>
    origin === null || origin === name ? [] : [[origin, name] as const],
  );
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, empty: Value): Value {
  const value = map.get(key) ?? empty;
  map.set(key, value);
  return value;
}
