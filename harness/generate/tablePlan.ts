import type { Column, SchemaObject, Table } from '../model/schema.ts';
import { type Alternatives, alternativesOf } from './alternatives.ts';
import { NO_DEMANDS } from './demands.ts';
import { demandsOf } from './demandsOf.ts';
import { filledSource } from './filledSource.ts';
import { type ForeignKeyPlan, foreignKeyPlans } from './foreignKeyPlan.ts';
import { type Insertion, insertionInto } from './insertion.ts';
import { mayBeNull } from './nullability.ts';
import type { Slot, Source } from './slot.ts';
import { readTable, type TableReading } from './tableReading.ts';
import { uniqueKeys } from './uniqueKeys.ts';
import { usualSource } from './usualSource.ts';

/** How a column that is written gets its values. */
export interface ColumnPlan {
  readonly column: Column;
  readonly usual: Source;
  readonly alternatives: Alternatives;
}

/** Everything that writing rows of a table needs to know and that does not depend on the rows that are there. */
export interface TablePlan {
  readonly table: Table;
  /** In declared order, without generated and hidden columns. */
  readonly columns: readonly ColumnPlan[];
  readonly foreignKeys: readonly ForeignKeyPlan[];
  readonly insertion: Insertion;
  readonly reading: TableReading;
  /** Position of a key column that accepts NULL and belongs to no foreign key; null when there is none. */
  readonly nullableKey: number | null;
}

/** Plans the rows of a table. `triggers`: those of the table. */
export function planTable(table: Table, triggers: readonly SchemaObject[], seed: number): TablePlan {
  const written = table.columns.filter((column) => column.generated === 'no' && !column.hidden);
  const names = written.map((column) => column.name);
  const keys = uniqueKeys(table);
  const distinct = new Set(keys.flat());
  const foreignKeys = foreignKeyPlans(table, names, keys);
  const pointing = new Set(foreignKeys.flatMap((plan) => plan.positions));
  const reading = readTable(table, triggers);
  const demands = demandsOf(reading);
  const lowerCase = names.map((name) => name.toLowerCase());
  const turns = sharedTurns(
    keys,
    foreignKeys.flatMap(({ key }) => key.columns),
  );
  const columns = written.map((column, position): ColumnPlan => {
    const slot: Slot = {
      table,
      column,
      position,
      // What a virtual table makes of equal values and of NULL is its own business.
      isDistinct: table.kind === 'virtual' || distinct.has(column.name),
      isNullable: table.kind === 'table' && column.primaryKey === 0 && mayBeNull(table, column.name),
      sharedTurn: table.kind === 'virtual' ? null : (turns.get(column.name) ?? null),
      demands: demands.get(column.name.toLowerCase()) ?? NO_DEMANDS,
    };
    const others = slot.demands.comparedWith.map((name) => lowerCase.indexOf(name)).filter((other) => other !== -1);
    const filled = filledSource(slot, seed);
    return {
      column,
      usual: usualSource(slot, filled, seed),
      alternatives: alternativesOf(slot, filled, [...new Set(others)]),
    };
  });
  const nullableKey = written.findIndex(
    ({ name, primaryKey }, position) => primaryKey > 0 && mayBeNull(table, name) && !pointing.has(position),
  );
  return {
    table,
    columns,
    foreignKeys,
    insertion: insertionInto(table, names, triggers),
    reading,
    nullableKey: nullableKey === -1 ? null : nullableKey,
  };
}

/** The columns that rows can share because the others of a key tell them apart; those that point at parents do so anyway. */
function sharedTurns(keys: readonly (readonly string[])[], pointing: readonly string[]): ReadonlyMap<string, number> {
  const alone = new Set(keys.filter(({ length }) => length === 1).flat());
  return new Map(
    keys
      .filter(({ length }) => length > 1)
      .flatMap((names) =>
        names.filter((name) => !alone.has(name) && !pointing.includes(name)).map((name, turn) => [name, turn] as const),
      ),
  );
}
