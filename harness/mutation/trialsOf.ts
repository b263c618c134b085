import type { ProbeOptions } from '../generate/probes/constraintProbes.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { tableRows } from './baseRows.ts';
import { conflictTrials } from './conflictTrials.ts';
import { indexTrials } from './indexTrials.ts';
import { insteadTrials } from './insteadTrials.ts';
import { parentTrials } from './parentTrials.ts';
import { tableTrials } from './tableTrials.ts';
import type { Trial } from './trial.ts';
import { triggerTrials } from './triggerTrials.ts';
import { viewTrials } from './viewTrials.ts';

/** Everything that can be asked about the behaviour of a schema, beside the rows that its database holds. */
export async function trialsOf(
  engine: Engine,
  schema: SchemaSnapshot,
  { seed, shape }: ProbeOptions,
): Promise<readonly Trial[]> {
  const copy = await engine.fork();
  const found = await tableRows(copy, schema, seed, shape);
  await copy.close();
  const rows = new Map(found.map((one) => [foldName(one.table.name), one]));
  return [
    ...found.flatMap((one) => tableTrials(one, rows)),
    ...found.flatMap(conflictTrials),
    ...parentTrials(schema, rows),
    ...schema.tables.flatMap(indexTrials),
    ...(await viewTrials(engine, schema)),
    ...triggerTrials(schema, rows),
    ...(await insteadTrials(engine, schema)),
  ];
}
