import { compareSchemas } from '../../inspect/schemaDifference.ts';
import type { Engine } from '../../model/engine.ts';
import type { LooseFinding } from '../../model/report.ts';
import type { SchemaDifference, SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';
import { ladderSchemas } from './ladderSchemas.ts';

/** The promise that the database has the schema that its steps make. */
export const DRIFT_CHECK = 'schema-matches-ladder';

/** How many differences a sentence names. */
const MOST_NAMED = 10;

/** What of a real database's schema is not as the steps that it has make it: what runs on the one can fail on the other. */
export async function driftFindings(
  real: SchemaSnapshot,
  applied: readonly Migration[],
  open: () => Promise<Engine>,
): Promise<readonly LooseFinding[]> {
  const { schemas, stoppedAt } = await ladderSchemas(applied, open);
  if (stoppedAt !== null) return [notCompared(stoppedAt)];
  const expected = schemas.at(-1);
  const differences = expected === undefined ? [] : realDifferences(compareSchemas(expected, real));
  if (differences.length === 0) return [];
  const place = applied.at(-1)?.id;
  return [
    {
      check: DRIFT_CHECK,
      severity: 'warning',
      object: 'schema',
      message: `the schema of the database is not the one ${place === undefined ? 'before the first step' : `after ${place}`}: ${differencesInWords(differences)}`,
      why: 'Somebody changed it by hand, or an applied step was edited. The pending steps are rehearsed on it as it is.',
      fix: 'Bring the change into a step of its own, or take it back in the database.',
      location: null,
      data: { differences: differences.map(({ object, aspect }) => ({ object, aspect })) },
    },
  ];
}

/** Differences that mean something: not those in quotes and blanks, nor in the order of columns. */
export function realDifferences(differences: readonly SchemaDifference[]): readonly SchemaDifference[] {
  return differences.filter((difference) => difference.class === 'wrong');
}

/** `index users_name is missing, column users.email has another type and 3 more`, as a database differs from a ladder. */
export function differencesInWords(differences: readonly SchemaDifference[]): string {
  const named = differences.slice(0, MOST_NAMED).map(({ object, aspect }) => {
    if (aspect === 'lost') return `${object} is missing`;
    return aspect === 'added' ? `${object} is not known to the ladder` : `${object} has another ${aspect}`;
  });
  const more = differences.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function notCompared(step: string): LooseFinding {
  return {
    check: DRIFT_CHECK,
    severity: 'note',
    object: 'schema',
    message: `the schema of the database was not held against the ladder: ${step} does not run on an empty database`,
    why: 'It needs rows that its ladder does not insert.',
    fix: 'Nothing, where its author knows; `stepproof check` tells what it needs.',
    location: null,
    data: { step },
  };
}
