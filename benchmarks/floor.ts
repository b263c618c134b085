import { type Pair, scriptText } from './pair.ts';
import { roundTrips } from './roundTrips.ts';

/** The least that any proof has to run: every step forward, back and forward again, each script in a transaction, nothing looked at. */
export function floorScript(pairs: readonly Pair[]): string {
  return `PRAGMA foreign_keys = ON;\n${roundTrips(pairs).map(inTransaction).join('')}`;
}

function inTransaction(statements: readonly string[]): string {
  return `BEGIN;\n${scriptText(statements)}COMMIT;\n`;
}
