import { readSchema } from '../../inspect/schemaSnapshot.ts';
import type { ApplyOptions, Engine, Failure } from '../../model/engine.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import { emptyWith } from './emptySchema.ts';

/** A script that failed on a database. */
export interface FailedScript extends ApplyOptions {
  readonly statements: readonly Statement[];
  readonly failure: Failure;
  /** Of the database before the script. */
  readonly before: SchemaSnapshot;
}

/** The schema that a script makes of an empty database, right before and right after a statement. */
export interface EmptyClimb {
  readonly now: SchemaSnapshot;
  readonly then: SchemaSnapshot;
  /** The name that a table has at the end of the script. */
  finalName(table: Table): string;
}

/** Runs a script on an empty database, `at`: the statement; null where it does not get there. */
export async function climbEmpty(
  { before, statements, foreignKeys }: FailedScript,
  at: number,
  open: () => Promise<Engine>,
): Promise<EmptyClimb | null> {
  const engine = await emptyWith(before, open);
  if (engine === null) return null;
  const run = async (from: number, to?: number): Promise<SchemaSnapshot | null> =>
    (await engine.apply(statements.slice(from, to), { foreignKeys })) === null ? readSchema(engine) : null;
  const now = await run(0, at);
  const then = now && (await run(at, at + 1));
  const end = then && (await run(at + 1));
  await engine.close();
  if (now === null || then === null) return null;
  // A table is followed through its RENAME by its root page.
  const finalName = ({ name, rootPage }: Table): string =>
    end?.tables.find((table) => table.rootPage === rootPage)?.name ?? name;
  return { now, then, finalName };
}
