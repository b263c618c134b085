import { destinationsOf, insertRows } from '../generate/storedRows.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { Table } from '../model/schema.ts';
import type { State } from '../model/step.ts';
import { stateOf } from './state.ts';

/** The rows of a table that a step's proof generated. */
export interface GeneratedRows {
  readonly table: Table;
  readonly data: TableData;
  readonly rows: readonly StoredRow[];
}

/**
 * The empty database with the first row of each table that goes in; null where a table that had rows would have none,
 * because a script that runs then has not been tried on it. `generated`: parents first.
 */
export async function oneRowEach(generated: readonly GeneratedRows[], empty: State): Promise<State | null> {
  const engine = await empty.engine.fork();
  for (const { table, data, rows } of generated) {
    const destinations = destinationsOf(data.columns, table, undefined);
    let isIn = rows.length === 0;
    for (let index = 0; index < rows.length && !isIn; index += 1) {
      isIn = (await insertRows(engine, table, destinations, rows.slice(index, index + 1))).size === 0;
    }
    if (isIn) continue;
    await engine.close();
    return null;
  }
  return stateOf(engine);
}
