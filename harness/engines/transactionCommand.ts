import type { Failure } from '../model/engine.ts';

const TRANSACTION_COMMAND = /^\s*(?:begin|commit|end|rollback|savepoint|release)\b/i;

/** Whether a statement would begin, end or divide the transaction that its script runs in. */
export function isTransactionCommand(text: string): boolean {
  return TRANSACTION_COMMAND.test(text);
}

/** The failure of a script that has such a statement at an index. */
export function transactionCommand(statement: number, text: string): Failure {
  const command = /\w+/.exec(text)?.[0].toUpperCase() ?? '';
  return {
    kind: 'transaction',
    statement,
    code: 'SQLITE_AUTH',
    message: `${command} cannot stand in a script: the script already runs in one transaction, all or nothing`,
  };
}
