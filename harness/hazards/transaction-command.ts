import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { ownTransaction } from '../sql/ownTransaction.ts';
import { isTransactionCommand } from '../sql/statementKind.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_transaction.html: transactions do not nest. */
export const transactionCommand: Hazard = {
  id: 'transaction-command',
  summary: 'A script begins, ends or divides a transaction that is not its own.',

  look({ script, statements }): readonly Finding[] {
    const own = script.transaction === 'runner' ? null : ownTransaction(script.statements);
    if (script.transaction === 'none') return [];
    return statements
      .filter(({ statement }) => isTransactionCommand(statement.text))
      .filter(({ statement }) => statement !== own?.begin && statement !== own?.commit)
      .map(({ statement }) => ({
        severity: 'error',
        object: `script ${script.path}`,
        message: `${statement.text} does not belong into this script`,
        why: 'The runner has begun a transaction around it. BEGIN is refused inside of one; COMMIT ends it early, so that a failure further down leaves half of the step behind. D1 refuses them all.',
        fix: 'Delete it: the runner begins and commits.',
        location: at(script, statement),
        data: {},
      }));
  },
};
