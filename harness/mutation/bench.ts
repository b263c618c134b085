import { fillTables } from '../generate/fillTables.ts';
import type { KeyProbe } from '../generate/keyProbe.ts';
import { constraintProbes } from '../generate/probes/constraintProbes.ts';
import { runProbes } from '../generate/probes/runProbes.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import type { Config } from '../model/config.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { prepareCascades, whatHolds } from './cascades.ts';
import { insertsOf, stand } from './loadMutant.ts';
import { type AnsweredTrial, type Questions, questionsAbout } from './questions.ts';
import type { Trial } from './trial.ts';
import { trialsOf } from './trialsOf.ts';

/** Everything that mutants of one schema are put to. */
export interface Bench extends Questions {
  readonly schema: SchemaSnapshot;
  readonly open: () => Promise<Engine>;
  readonly shape: Config['rows'];
  readonly rows: readonly BoundStatement[];
  /** The questions about objects, by their folded names. */
  readonly about: (names: ReadonlySet<string>) => Questions;
  /** Rows with the families that the cascade probes act on. */
  readonly families: readonly BoundStatement[];
  readonly cascades: readonly KeyProbe[];
}

const SEED = 1;

/**
 * Makes rows, probes and trials of a schema once for all of its mutants. `open` opens an empty database that knows the
 * application's functions, `shape` shapes the rows.
 */
export async function prepareBench(
  open: () => Promise<Engine>,
  schema: SchemaSnapshot,
  shape: Config['rows'] = {},
): Promise<Bench> {
  const filled = await stand(open, schema, []);
  await fillTables(filled, schema, { seed: SEED, rows: 8, first: 1, shape, gaps: true });
  const probed = await filled.fork();
  const { probes } = await constraintProbes(probed, schema, schema.tables, { seed: SEED, shape });
  const rows = insertsOf(schema, await readData(probed, schema));
  const { families, cascades } = await prepareCascades(filled, schema, { seed: SEED, shape });
  const original = await stand(open, schema, rows);
  const deviating = new Set((await runProbes(original, probes)).map(({ probe }) => probe));
  const trials = await answered(original, await trialsOf(original, schema, { seed: SEED, shape }));
  for (const engine of [filled, probed, original]) await engine.close();
  const meant = await whatHolds(open, schema, families, cascades);
  const questions: Questions = { trials, probes: probes.filter((probe) => !deviating.has(probe)) };
  return {
    schema,
    open,
    shape,
    rows,
    ...questions,
    about: questionsAbout(questions),
    families,
    cascades: meant,
  };
}

async function answered(engine: Engine, trials: readonly Trial[]): Promise<readonly AnsweredTrial[]> {
  const all: AnsweredTrial[] = [];
  for (const trial of trials) all.push({ trial, answer: await trial.observe(engine) });
  return all;
}
