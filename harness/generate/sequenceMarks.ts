import type { Engine } from '../model/engine.ts';

/** Lifts AUTOINCREMENT marks to what they were where the rows came from (https://sqlite.org/autoinc.html). */
export async function carryMarks(engine: Engine, marks: ReadonlyMap<string, bigint>): Promise<void> {
  for (const [table, mark] of marks) {
    await engine.query('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', [mark, table]);
  }
}

/** Lets an AUTOINCREMENT mark stand above the newest row, as it does when that row is deleted. */
export async function leaveGap(engine: Engine, table: string): Promise<void> {
  await engine.query('UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ?', [table]);
}
