import { compareSchemas } from '../../inspect/schemaDifference.ts';
import { readSchema } from '../../inspect/schemaSnapshot.ts';
import type { Engine, Queryable } from '../../model/engine.ts';
import { UserError } from '../../model/errors.ts';
import type { SchemaDifference, SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';
import { differencesInWords, realDifferences } from './drift.ts';
import { ladderSchemas } from './ladderSchemas.ts';

/**
 * How many of a ladder's first steps a database without a ledger has: those after which the ladder has the same schema.
 * Throws `UserError` where that is so after no step, or after several.
 */
export async function matchSchema(
  database: Queryable,
  migrations: readonly Migration[],
  open: () => Promise<Engine>,
): Promise<number> {
  const real = await readSchema(database);
  const { schemas } = await ladderSchemas(migrations, open);
  const distances = schemas.map((schema) => realDifferences(compareSchemas(schema, real)));
  const counts = [...distances.keys()].filter((count) => distances[count]?.length === 0);
  const [count, ...others] = counts;
  if (count === undefined) throw nowhere(migrations, schemas, distances);
  if (others.length > 0) throw ambiguous(migrations, counts);
  return count;
}

const UNTOLD = 'The database has no ledger that stepproof knows, so its schema must tell which steps it has.';

function nowhere(
  migrations: readonly Migration[],
  schemas: readonly SchemaSnapshot[],
  distances: readonly (readonly SchemaDifference[])[],
): UserError {
  const least = Math.min(...distances.map((differences) => differences.length));
  const nearest = distances.findIndex((differences) => differences.length === least);
  const place = placeAfter(migrations, nearest);
  const next = migrations[nearest];
  const seen = schemas.length > 1 ? `nearest is ${place}: ${differencesInWords(distances[nearest] ?? [])}` : '';
  return new UserError('standing-unknown', 'the schema of the database is not that of the ladder after any step', {
    why: `${UNTOLD} ${seen}`.trim(),
    fix: `Say it: --from ID names the first step that is not applied${next === undefined ? '' : `, for example --from ${next.id}`}.`,
  });
}

function ambiguous(migrations: readonly Migration[], counts: readonly number[]): UserError {
  const places = counts.map((count) => placeAfter(migrations, count)).join(', ');
  return new UserError('standing-unknown', `the schema of the database fits several places of the ladder: ${places}`, {
    why: `${UNTOLD} The steps in between change rows alone.`,
    fix: 'Say it: --from ID names the first step that is not applied.',
  });
}

function placeAfter(migrations: readonly Migration[], count: number): string {
  const step = migrations[count - 1];
  return step === undefined ? 'before the first step' : `after ${step.id}`;
}
