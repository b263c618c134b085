import type { BoundStatement, Engine, Failure } from '../model/engine.ts';

const DEFER: BoundStatement = { text: 'PRAGMA defer_foreign_keys = ON' };

/**
 * Writes rows that point at each other in one transaction, all or none
 * (https://sqlite.org/pragma.html#pragma_defer_foreign_keys).
 */
export async function insertTogether(engine: Engine, inserts: readonly BoundStatement[]): Promise<Failure | null> {
  return engine.apply([DEFER, ...inserts], { foreignKeys: 'on' });
}

/** Whether a script went through but for parents that are missing at its end. */
export function lacksParentsOnly({ statement, code }: Failure): boolean {
  return statement === null && code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
