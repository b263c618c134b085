import type { Named } from '../model/named.ts';
import { type Lookup, UNKNOWN_RELATION } from './relation.ts';
import { relationOf, type TrackedTable, trackTable } from './trackedTable.ts';

type Kind = keyof Named['dropped'];

/** What the statements of a script have named so far. All names are in lower case. */
export interface Ledger {
  /** Every table met, also those that are gone. */
  readonly tables: TrackedTable[];
  /** The tables that stand, by their name of the moment. */
  readonly standing: Map<string, TrackedTable>;
  readonly dropped: Readonly<Record<Kind, Set<string>>>;
  /** Created and not dropped again, with the table that they go down with. */
  readonly created: Readonly<Record<'view' | 'index' | 'trigger', Map<string, TrackedTable | null>>>;
}

/** A ledger with nothing in it. */
export function openLedger(): Ledger {
  return {
    tables: [],
    standing: new Map(),
    dropped: { table: new Set(), view: new Set(), index: new Set(), trigger: new Set() },
    created: { view: new Map(), index: new Map(), trigger: new Map() },
  };
}

/** Enters a table: one that the script creates, or one that it takes for granted (`original` is its name). */
export function enterTable(ledger: Ledger, table: TrackedTable): TrackedTable {
  ledger.tables.push(table);
  ledger.standing.set(table.name, table);
  return table;
}

/** The table that stands under a name; one that was not met before was there before the script. */
export function tableNamed(ledger: Ledger, name: string): TrackedTable {
  return ledger.standing.get(name) ?? enterTable(ledger, trackTable(name, name, null));
}

/** Follows DROP of anything. Indexes and triggers go down with their table. */
export function dropObject(ledger: Ledger, kind: Kind, name: string): void {
  ledger.dropped[kind].add(name);
  if (kind !== 'table') {
    ledger.created[kind].delete(name);
    return;
  }
  const table = tableNamed(ledger, name);
  table.standing = false;
  ledger.standing.delete(name);
  for (const created of [ledger.created.index, ledger.created.trigger]) {
    for (const [object, owner] of created) if (owner === table) created.delete(object);
  }
}

/** Follows ALTER TABLE … RENAME TO. */
export function renameTable(ledger: Ledger, name: string, to: string): void {
  const table = tableNamed(ledger, name);
  ledger.standing.delete(name);
  table.name = to;
  ledger.standing.set(to, table);
}

/** What a select of the script finds in a table at the moment. */
export function lookupIn({ standing }: Ledger): Lookup {
  return (name) => {
    const table = standing.get(name);
    return table ? relationOf(table) : UNKNOWN_RELATION;
  };
}
