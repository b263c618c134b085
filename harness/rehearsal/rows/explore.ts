import type { ApplyOptions, BoundStatement, Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';

/**
 * Runs statements on a database, asks it something as it is then, and undoes everything. Foreign keys are asked for at
 * the end, which never comes. Throws `SqlError` where a statement does not run.
 */
export async function explore<Answer>(
  database: Queryable,
  statements: readonly BoundStatement[],
  { foreignKeys }: ApplyOptions,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  if (foreignKeys === 'off') await database.query('PRAGMA foreign_keys = OFF');
  await database.query('BEGIN');
  try {
    await database.query('PRAGMA defer_foreign_keys = ON');
    for (const { text, values } of statements) await database.query(text, values);
    return await ask();
  } finally {
    await rollBack(database);
    if (foreignKeys === 'off') await database.query('PRAGMA foreign_keys = ON');
  }
}

/** A script can have ended the transaction itself (https://sqlite.org/lang_conflict.html). */
async function rollBack(database: Queryable): Promise<void> {
  try {
    await database.query('ROLLBACK');
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
}
