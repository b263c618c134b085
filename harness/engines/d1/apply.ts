import type { ApplyOptions, BoundStatement, Failure } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { canLeak } from '../leaks.ts';
import { isTransactionCommand } from '../transactionCommand.ts';
import { attemptAll, attemptOf, failureOf } from './attempts.ts';
import { ask, type Run } from './target.ts';

const FOREIGN_KEYS_STAY_ON: Failure = {
  kind: 'sql',
  statement: 0,
  code: 'SQLITE_MISUSE',
  message: 'foreign keys cannot be switched off on D1',
};

/** When D1 gives up at the commit it is for rows without a parent: nothing else is asked that late. */
const NO_PARENT: Failure = {
  kind: 'sql',
  statement: null,
  code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  message: 'FOREIGN KEY constraint failed',
};

/** Runs a script on a database all or nothing, in one go as D1 runs a batch; null when it went through. */
export async function applyTo(
  run: Run,
  name: string,
  statements: readonly BoundStatement[],
  { foreignKeys }: ApplyOptions,
): Promise<Failure | null> {
  if (foreignKeys === 'off') return FOREIGN_KEYS_STAY_ON;
  if (statements.some(({ text }) => isTransactionCommand(text))) {
    const [attempt] = await attemptAll(run, name, [statements]);
    return attempt?.failure ?? null;
  }
  try {
    const answer = await ask(run, name, 'commit', [statements], statements.some(canLeak));
    if ('lost' in answer) return (await failureOf(run, name, statements)) ?? NO_PARENT;
    return answer.results[0] === undefined ? null : attemptOf(run, answer.results[0]).failure;
  } catch (error) {
    if (error instanceof SqlError) return failureOf(run, name, statements);
    throw error;
  }
}
