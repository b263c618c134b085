import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SqlValue } from '../../model/value.ts';

/** Runs a statement and answers with what the engine said against it; null when it went through. */
export async function refusal(
  engine: Queryable,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<SqlError | null> {
  try {
    await engine.query(sql, values);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}
