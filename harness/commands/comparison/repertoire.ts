import { fillTables } from '../../generate/fillTables.ts';
import { constraintProbes } from '../../generate/probes/constraintProbes.ts';
import type { Probe, ProbeGap } from '../../generate/probes/probe.ts';
import { readData } from '../../inspect/dataSnapshot.ts';
import type { Config } from '../../model/config.ts';
import type { DataSnapshot } from '../../model/data.ts';
import type { Open, Side } from './side.ts';

/** Which rows are generated. */
export interface RowOptions {
  readonly seed: number;
  readonly shape: Config['rows'];
}

/** What one schema would have tried: its rows, and the statements beside them. */
export interface Repertoire {
  readonly data: DataSnapshot;
  readonly probes: readonly Probe[];
  readonly gaps: readonly ProbeGap[];
}

const ROWS = 8;

/** Fills a schema with rows of its own and makes the probes of all its constraints. */
export async function repertoireOf(
  { definitions, schema }: Side,
  open: Open,
  options: RowOptions,
): Promise<Repertoire> {
  const engine = await open();
  await engine.apply(definitions, { foreignKeys: 'on' });
  await fillTables(engine, schema, { ...options, rows: ROWS, first: 1, gaps: false });
  const { probes, gaps } = await constraintProbes(engine, schema, schema.tables, options);
  const data = await readData(engine, schema);
  await engine.close();
  return { data, probes, gaps };
}
