import { constraintProbes } from '../generate/probes/constraintProbes.ts';
import { runProbes } from '../generate/probes/runProbes.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Bench } from './bench.ts';
import { isOtherwise, type Kill } from './kill.ts';
import { insertsOf, loadMutant } from './loadMutant.ts';
import { type Mutant, statementsOf } from './mutant.ts';
import { statementText } from './trial.ts';

/**
 * Runs the probes that follow from the mutant's own declaration on the original: a value that only the mutant speaks of
 * is not to be found from the other side.
 */
export async function reverseDifference(
  { schema, open, shape }: Bench,
  { changed, sql }: Mutant,
  engine: Engine,
  mutated: SchemaSnapshot,
): Promise<Kill | null> {
  const names = new Set(changed.flatMap(({ type, table }) => (type === 'table' ? [foldName(table)] : [])));
  const tables = mutated.tables.filter(({ name }) => names.has(foldName(name)));
  if (tables.length === 0) return null;
  const copy = await engine.fork();
  const { probes } = await constraintProbes(copy, mutated, tables, { seed: 1, shape });
  const rows = insertsOf(mutated, await readData(copy, mutated));
  await copy.close();
  const [own, original] = [await loadMutant(open, sql, rows), await loadMutant(open, statementsOf(schema), rows)];
  if (own.engine === null || original.engine === null) return null;
  try {
    const odd = new Set((await runProbes(own.engine, probes)).map(({ probe }) => probe));
    const found = (await runProbes(original.engine, probes)).find(
      (deviation) => !odd.has(deviation.probe) && isOtherwise(deviation),
    );
    if (found === undefined) return null;
    const { probe, outcome } = found;
    const statement = [...probe.setUp, probe.insert].map(statementText).join('; ');
    return { by: 'constraint', statement, original: JSON.stringify(outcome), mutant: JSON.stringify(probe.expected) };
  } finally {
    await own.engine.close();
    await original.engine.close();
  }
}
