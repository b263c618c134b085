import type { Column } from '../model/schema.ts';

/** In the order of trial: the first pattern that the declared type holds decides. */
const RULES: readonly (readonly [RegExp, Column['affinity']])[] = [
  [/INT/i, 'INTEGER'],
  [/CHAR|CLOB|TEXT/i, 'TEXT'],
  [/BLOB/i, 'BLOB'],
  [/REAL|FLOA|DOUB/i, 'REAL'],
];

/** How a column converts what is written to it, told from its declared type (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
export function affinityOf(type: string, strict: boolean): Column['affinity'] {
  if (type === '') return 'BLOB';
  // Only a STRICT table knows the type ANY; elsewhere it is a word like any other (https://sqlite.org/stricttables.html).
  if (strict && type.toUpperCase() === 'ANY') return 'ANY';
  return RULES.find(([pattern]) => pattern.test(type))?.[1] ?? 'NUMERIC';
}
