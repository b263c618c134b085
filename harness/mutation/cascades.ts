import { type CascadeTrial, isRefusedAsExpected, tryCascades } from '../checks/parts/cascadeTrials.ts';
import { dropTriggers } from '../checks/parts/cascadeTriggers.ts';
import type { KeyProbe } from '../generate/keyProbe.ts';
import { prepareProbes } from '../generate/keyProbes.ts';
import type { ProbeOptions } from '../generate/probes/constraintProbes.ts';
import { openRowWriter } from '../generate/rowWriter.ts';
import { reachesFurther } from '../inspect/cascadeReach.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import { keyLinks } from '../inspect/keyLinks.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { insertsOf, stand } from './loadMutant.ts';

/** Deletes and updates of parents, and the rows that they need. */
export interface Cascades {
  readonly families: readonly BoundStatement[];
  readonly cascades: readonly KeyProbe[];
}

/** High above the other rows. */
const FIRST_FAMILY = 3_000_000;

/** Writes the families of each foreign key beside the rows of a filled database, on a throw-away copy. */
export async function prepareCascades(
  filled: Engine,
  schema: SchemaSnapshot,
  options: ProbeOptions,
): Promise<Cascades> {
  const engine = await filled.fork();
  await dropTriggers(engine, schema);
  const writer = await openRowWriter(engine, schema, { ...options, first: FIRST_FAMILY });
  const wholes = schema.tables.filter((table) => reachesFurther(schema, table));
  const { probes } = await prepareProbes({ engine, schema, writer }, keyLinks(schema), wholes);
  const families = insertsOf(schema, await readData(engine, schema));
  await engine.close();
  return { families, cascades: probes };
}

/** Probes that the original itself does not answer as declared say nothing about a mutant. */
export async function whatHolds(
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
