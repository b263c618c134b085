import { factsOf, foreignKeysFor } from '../ladder/scriptFacts.ts';
import { UserError } from '../model/errors.ts';
import type { Script, Statement } from '../model/script.ts';
import { isTransactionCommand, leadingVerb, pragmaOf } from '../sql/statementKind.ts';

/** A script as it is run on a real database. */
export interface Runnable {
  readonly script: Script;
  readonly statements: readonly Statement[];
  /** Its one statement cannot run in a transaction. */
  readonly outside: boolean;
  readonly foreignKeys: 'on' | 'off';
}

/**
 * What of a script is run: all of it, in one transaction that is not its own. A BEGIN … COMMIT around everything gives way
 * to ours, and so does a tool's custom of committing each statement by itself. Throws `UserError` for a script that cannot
 * be run so, before anything is run.
 */
export function runnableOf(script: Script): Runnable {
  const facts = factsOf(script);
  const [command] = facts.transactionCommands;
  if (command !== undefined) throw dividing(script, command);
  const statements = script.statements.filter(({ text }) => !isTransactionCommand(text));
  const foreignKeys = foreignKeysFor(script);
  const [first] = statements;
  if (statements.length === 1 && first !== undefined && standsAlone(first)) {
    return { script, statements, outside: true, foreignKeys };
  }
  const vacuum = statements.find(({ text }) => leadingVerb(text) === 'vacuum');
  if (vacuum !== undefined) throw notInTransaction(script, vacuum);
  return { script, statements, outside: false, foreignKeys };
}

/** Does no harm when it runs again, and cannot run in a transaction (https://sqlite.org/pragma.html#pragma_journal_mode). */
function standsAlone({ text }: Statement): boolean {
  const pragma = pragmaOf(text);
  return leadingVerb(text) === 'vacuum' || (pragma?.name === 'journal_mode' && pragma.value !== null);
}

function dividing(script: Script, { text, path, line, column }: Statement): UserError {
  return new UserError('sql-refused', `${leadingVerb(text).toUpperCase()} would divide the step`, {
    why: 'A step and the row that says so are one transaction: a part of it that is committed by itself could stay behind alone. Nothing was run.',
    fix: 'Take the statement out: everything in the file runs in one transaction as it is.',
    location: { file: path ?? script.path, line, column },
  });
}

function notInTransaction(script: Script, { path, line, column }: Statement): UserError {
  return new UserError('sql-refused', 'VACUUM cannot run in a transaction, and the rest of the step must', {
    why: 'Beside it, the other statements could be there without the row that says so, or the other way round. Nothing was run.',
    fix: 'Put VACUUM into a step of its own, or leave it to maintenance.',
    location: { file: path ?? script.path, line, column },
  });
}
