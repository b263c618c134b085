import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { newOrphans, readOrphans } from '../identity/orphans.ts';
import type { KeyState } from '../observed.ts';
import type { Stage } from '../stage.ts';

/** Looks at the foreign keys of the tables that were written or whose parents were: no other row can have lost its parent. */
export async function keyState(
  { copy }: Stage,
  before: SchemaSnapshot,
  now: SchemaSnapshot,
  touched: ReadonlySet<string>,
): Promise<KeyState> {
  const names = new Set(now.tables.map(({ name }) => foldName(name)));
  const isTouched = (name: string): boolean => touched.has(foldName(name)) || !names.has(foldName(name));
  const reached = ({ name, foreignKeys }: Table): boolean =>
    foreignKeys.length > 0 && (isTouched(name) || foreignKeys.some(({ parent }) => isTouched(parent)));
  const tables = now.tables.filter(reached);
  const checked = tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0);
  const orphans = await readOrphans(copy, { ...now, tables });
  if (orphans.length === 0) return { checked, fresh: [], old: [] };
  const old = await readOrphans(copy.pristine, before);
  const there = new Set(orphans.map(({ table }) => foldName(table)));
  return { checked, fresh: newOrphans(old, orphans), old: old.filter(({ table }) => there.has(foldName(table))) };
}
