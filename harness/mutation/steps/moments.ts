import { dataFaults } from '../../inspect/dataFaults.ts';
import { compareSchemas } from '../../inspect/schemaDifference.ts';
import type { DataFault } from '../../model/data.ts';
import type { SchemaDifference } from '../../model/schema.ts';
import type { Run, State, Step } from '../../model/step.ts';

/** How a mutant's database differs from the original's at the same moment. */
export interface Divergence {
  readonly moment: string;
  readonly schema: readonly SchemaDifference[];
  readonly rows: readonly DataFault[];
  /** One of them did not get there. */
  readonly failure: string | null;
}

/** Compares the moments of two proofs that start from the same rows; only those that differ. */
export async function divergences(original: Step, mutant: Step): Promise<readonly Divergence[]> {
  const compared = [
    await compareRuns('after the migration', original.forward, mutant.forward),
    await compareRuns('after the rollback', await original.restored(), await mutant.restored()),
    await compareRuns('after a rollback with newer rows', await livedIn(original), await livedIn(mutant)),
  ];
  return compared.filter(({ schema, rows, failure }) => failure !== null || schema.length + rows.length > 0);
}

async function livedIn(step: Step): Promise<Run | null> {
  return (await step.livedIn())?.run ?? null;
}

async function compareRuns(moment: string, original: Run | null, mutant: Run | null): Promise<Divergence> {
  const [before, after] = [original?.state ?? null, mutant?.state ?? null];
  if (before === null || after === null) {
    const failures = [original, mutant].map((run) => run?.failure?.message ?? null);
    const failure = before === after ? null : (failures.find((message) => message !== null) ?? 'there is no rollback');
    return { moment, schema: [], rows: [], failure };
  }
  return { moment, failure: null, ...(await compareStates(before, after)) };
}

async function compareStates(before: State, after: State): Promise<Pick<Divergence, 'schema' | 'rows'>> {
  return {
    schema: compareSchemas(await before.schema(), await after.schema()).filter((one) => one.class !== 'text-only'),
    rows: dataFaults(await before.data(), await after.data()),
  };
}

/** One line about where two proofs part. */
export function describe({ moment, schema, rows, failure }: Divergence): string {
  const [object] = schema;
  const [fault] = rows;
  const about =
    failure ??
    (object === undefined
      ? `table ${fault?.table}: ${fault?.kind}, ${fault?.count} of ${fault?.of}`
      : `${object.object}: ${object.aspect}, ${object.before ?? 'nothing'} against ${object.after ?? 'nothing'}`);
  return `${moment}: ${about}`;
}
