import { type CascadeTrial, isRefusedAsExpected, tryCascades } from '../checks/parts/cascadeTrials.ts';
import { dropTriggers } from '../checks/parts/cascadeTriggers.ts';
import { fillTables } from '../generate/fillTables.ts';
import type { KeyProbe } from '../generate/keyProbe.ts';
import { prepareProbes } from '../generate/keyProbes.ts';
import { constraintProbes } from '../generate/probes/constraintProbes.ts';
import type { Probe } from '../generate/probes/probe.ts';
import { runProbes } from '../generate/probes/runProbes.ts';
import { openRowWriter } from '../generate/rowWriter.ts';
import { reachesFurther } from '../inspect/cascadeReach.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import { foldName } from '../inspect/foldName.ts';
import { keyLinks } from '../inspect/keyLinks.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { tableRows } from './baseRows.ts';
import { indexTrials } from './indexTrials.ts';
import { insteadTrials } from './insteadTrials.ts';
import { insertsOf, loadMutant } from './loadMutant.ts';
import { statementsOf } from './mutant.ts';
import { tableTrials } from './tableTrials.ts';
import type { Trial } from './trial.ts';
import { triggerTrials } from './triggerTrials.ts';
import { viewTrials } from './viewTrials.ts';

/** A trial, and what the original answers. */
export interface AnsweredTrial {
  readonly trial: Trial;
  readonly answer: string;
}

/** Everything that mutants of one schema are put to. */
export interface Bench {
  readonly schema: SchemaSnapshot;
  readonly open: () => Promise<Engine>;
  readonly rows: readonly BoundStatement[];
  readonly probes: readonly Probe[];
  readonly trials: readonly AnsweredTrial[];
  /** Rows with the families that the cascade probes act on. */
  readonly families: readonly BoundStatement[];
  readonly cascades: readonly KeyProbe[];
}

const SEED = 1;
/** High above the other rows. */
const FIRST_FAMILY = 3_000_000;

/** Makes rows, probes and trials of a schema once for all of its mutants. `open` opens an empty database. */
export async function prepareBench(open: () => Promise<Engine>, schema: SchemaSnapshot): Promise<Bench> {
  const filled = await stand(open, schema, []);
  await fillTables(filled, schema, { seed: SEED, rows: 8, first: 1, shape: {}, gaps: true });
  const probed = await filled.fork();
  const { probes } = await constraintProbes(probed, schema, schema.tables, { seed: SEED, shape: {} });
  const rows = insertsOf(schema, await readData(probed, schema));
  const { families, cascades } = await prepareCascades(filled, schema);
  const original = await stand(open, schema, rows);
  const deviating = new Set((await runProbes(original, probes)).map(({ probe }) => probe));
  const trials = await answered(original, await trialsOf(original, schema));
  for (const engine of [filled, probed, original]) await engine.close();
  const meant = await whatHolds(open, schema, families, cascades);
  return {
    schema,
    open,
    rows,
    probes: probes.filter((probe) => !deviating.has(probe)),
    trials,
    families,
    cascades: meant,
  };
}

async function stand(
  open: () => Promise<Engine>,
  schema: SchemaSnapshot,
  rows: readonly BoundStatement[],
): Promise<Engine> {
  const loaded = await loadMutant(open, statementsOf(schema), rows);
  if (loaded.engine === null)
    throw new Error(`the schema takes its own rows no second time: ${loaded.failure.message}`);
  return loaded.engine;
}

async function trialsOf(original: Engine, schema: SchemaSnapshot): Promise<readonly Trial[]> {
  const copy = await original.fork();
  const found = await tableRows(copy, schema, SEED);
  await copy.close();
  const rows = new Map(found.map((one) => [foldName(one.table.name), one]));
  return [
    ...found.flatMap((one) => tableTrials(one, rows)),
    ...schema.tables.flatMap(indexTrials),
    ...(await viewTrials(original, schema)),
    ...triggerTrials(schema, rows),
    ...(await insteadTrials(original, schema)),
  ];
}

async function answered(engine: Engine, trials: readonly Trial[]): Promise<readonly AnsweredTrial[]> {
  const all: AnsweredTrial[] = [];
  for (const trial of trials) all.push({ trial, answer: await trial.observe(engine) });
  return all;
}

async function prepareCascades(
  filled: Engine,
  schema: SchemaSnapshot,
): Promise<{ readonly families: readonly BoundStatement[]; readonly cascades: readonly KeyProbe[] }> {
  const engine = await filled.fork();
  await dropTriggers(engine, schema);
  const writer = await openRowWriter(engine, schema, { seed: SEED, first: FIRST_FAMILY, shape: {} });
  const wholes = schema.tables.filter((table) => reachesFurther(schema, table));
  const { probes } = await prepareProbes({ engine, schema, writer }, keyLinks(schema), wholes);
  const families = insertsOf(schema, await readData(engine, schema));
  await engine.close();
  return { families, cascades: probes };
}

/** Probes that the original itself does not answer as declared say nothing about a mutant. */
async function whatHolds(
  open: () => Promise<Engine>,
  schema: SchemaSnapshot,
  families: readonly BoundStatement[],
  cascades: readonly KeyProbe[],
): Promise<readonly KeyProbe[]> {
  if (cascades.length === 0) return [];
  const engine = await stand(open, { ...schema, triggers: [], views: [] }, families);
  const trials = await tryCascades(engine, schema, cascades);
  await engine.close();
  const odd = new Set(trials.filter(deviates).map(({ probe }) => probe));
  return cascades.filter((probe) => !odd.has(probe));
}

/** Whether a delete or update of a parent went otherwise than the original declares. */
export function deviates({ expected, failure, differences }: CascadeTrial): boolean {
  return !isRefusedAsExpected(expected, failure) || differences.size > 0;
}
