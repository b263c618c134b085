import { type Pair, scriptText } from './pair.ts';

/** The least that any proof has to run: every step forward, back and forward again, each script in a transaction, nothing looked at. */
export function floorScript(pairs: readonly Pair[]): string {
  const steps = pairs.flatMap((pair) => [pair.forward, pair.rollback, pair.forward].map(inTransaction));
  return `PRAGMA foreign_keys = ON;\n${steps.join('')}`;
}

function inTransaction(statements: readonly string[]): string {
  return `BEGIN;\n${scriptText(statements)}COMMIT;\n`;
}
