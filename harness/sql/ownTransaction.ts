import type { Statement } from '../model/script.ts';
import { isTransactionCommand, leadingVerb, pragmaOf } from './statementKind.ts';

/** The BEGIN and the COMMIT that a script puts around everything it does. */
export interface OwnTransaction {
  readonly begin: Statement;
  readonly commit: Statement;
}

/**
 * The one transaction that a script manages itself: BEGIN before everything but pragmas (some take effect only outside
 * of a transaction), COMMIT or END behind it, and no other such command between. null when it has none like that.
 */
export function ownTransaction(statements: readonly Statement[]): OwnTransaction | null {
  const [begin, ...rest] = statements.filter(({ text }) => isTransactionCommand(text));
  const [commit] = rest;
  if (begin === undefined || commit === undefined || rest.length > 1) return null;
  if (leadingVerb(begin.text) !== 'begin' || !['commit', 'end'].includes(leadingVerb(commit.text))) return null;
  const outside = statements.filter(({ start }) => start < begin.start || start > commit.start);
  return outside.every(({ text }) => pragmaOf(text) !== null) ? { begin, commit } : null;
}
