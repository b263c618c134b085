import { encodeCell } from '../inspect/cell.ts';
import { convertCell } from '../inspect/convertCell.ts';
import type { KeyLink } from '../inspect/keyLinks.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';

/** What SET DEFAULT writes to the columns of a foreign key, or why that cannot be computed. */
export async function defaultValues(engine: Engine, { child, key }: KeyLink): Promise<readonly SqlValue[] | SqlError> {
  const defaults = key.columns.map((name) => child.columns.find((column) => column.name === name)?.default ?? 'NULL');
  try {
    const [row = []] = await engine.query(`SELECT ${defaults.map((text) => `(${text})`).join(', ')}`);
    return row;
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

/** The same as they are stored; NULL where they cannot be computed. */
export async function defaultCells(engine: Engine, link: KeyLink): Promise<readonly string[]> {
  const values = await defaultValues(engine, link);
  return link.key.columns.map((name, at) => {
    const affinity = link.child.columns.find((column) => column.name === name)?.affinity ?? 'BLOB';
    return convertCell(encodeCell(values instanceof SqlError ? null : (values[at] ?? null)), affinity);
  });
}
