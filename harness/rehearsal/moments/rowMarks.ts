import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import { tableDigest } from '../rows/tableDigest.ts';
import type { Stage } from '../stage.ts';
import type { ComparedTable } from './losses.ts';

/** By table: what tells its rows from others. */
export type RowMarks = ReadonlyMap<string, string>;

/**
 * Marks the rows of the tables that a script wrote, to be held against those that it leaves the next time. Columns that
 * hold what they held before need not be read: comparing them once more tells as much.
 */
export async function rowMarks(
  { copy }: Stage,
  now: SchemaSnapshot,
  untouched: ReadonlySet<string>,
  compared: readonly ComparedTable[],
): Promise<RowMarks> {
  const marks = new Map<string, string>();
  for (const table of now.tables) {
    if (table.kind !== 'table' || untouched.has(foldName(table.name))) continue;
    const known = compared.find((one) => one.table.after?.name === table.name);
    const proven = known !== undefined && isUnchanged(known) ? new Set(known.columns.values()) : new Set<string>();
    const columns = table.columns.filter(({ name }) => !proven.has(name));
    const digest = columns.length === 0 ? '' : await tableDigest(copy, table, columns);
    marks.set(table.name, `${proven.size} ${digest}`);
  }
  return marks;
}

/** Tables whose marks differ. */
export function differingMarks(first: RowMarks, second: RowMarks): readonly string[] {
  return [...new Set([...first.keys(), ...second.keys()])].filter((name) => first.get(name) !== second.get(name));
}

function isUnchanged({ comparison: { lost, added, changed, moved } }: ComparedTable): boolean {
  return lost.count + added.count + changed.size + moved.count === 0;
}
