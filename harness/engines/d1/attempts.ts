import type { Attempt, BoundStatement, Failure } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { isTransactionCommand, transactionCommand } from '../transactionCommand.ts';
import { decodeCell } from './cell.ts';
import { sqlError } from './failure.ts';
import type { Result } from './job.ts';
import { ask, type Run } from './target.ts';

type Script = readonly BoundStatement[];

/** Runs scripts on a database and undoes each: what each came to. */
export async function attemptAll(run: Run, name: string, scripts: readonly Script[]): Promise<readonly Attempt[]> {
  // What would follow a command that ends the transaction is not run.
  const commands = scripts.map((script) => script.findIndex(({ text }) => isTransactionCommand(text)));
  const cut = scripts.map((script, at) => (commands[at] === -1 ? script : script.slice(0, commands[at])));
  const attempts = await attemptCut(run, name, cut);
  return attempts.map((attempt, at) => {
    const command = commands[at] ?? -1;
    if (command === -1 || attempt.failure !== null) return attempt;
    return { failure: transactionCommand(command, scripts[at]?.[command]?.text ?? ''), rows: [] };
  });
}

async function attemptCut(run: Run, name: string, scripts: readonly Script[]): Promise<readonly Attempt[]> {
  try {
    const answer = await ask(run, name, 'undo', scripts);
    if ('results' in answer) return answer.results.map((result) => attemptOf(run, result));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
  // One of them made D1 give up, or did not end before: the others can be told from it only one by one.
  const attempts: Attempt[] = [];
  for (const script of scripts) {
    if (scripts.length === 1) attempts.push({ failure: await failureOf(run, name, script), rows: [] });
    else attempts.push(...(await attemptCut(run, name, [script])));
  }
  return attempts;
}

/** What a result is in this process. */
export function attemptOf({ clock }: Run, { failure, rows, cost }: Result): Attempt {
  return {
    failure: failure === null ? null : sqlFailure(failure.statement, sqlError(failure.message)),
    rows: rows.map((row) => row.map((cell) => clock.read(decodeCell(cell)))),
    cost,
  };
}

/**
 * Finds the statement at which a script makes D1 give the database up, or does not end; null when every statement goes
 * through, so that it can only have been the commit.
 */
export async function failureOf(run: Run, name: string, script: Script): Promise<Failure | null> {
  for (const [index, statement] of script.entries()) {
    try {
      const answer = await askAbout(run, name, script.slice(0, index + 1), statement);
      if ('lost' in answer) return sqlFailure(index, new SqlError('SQLITE_ABORT_ROLLBACK', gaveUp(answer.lost)));
      const failure = answer.results[0] === undefined ? null : attemptOf(run, answer.results[0]).failure;
      if (failure !== null) return failure;
    } catch (error) {
      if (error instanceof SqlError) return sqlFailure(index, error);
      throw error;
    }
  }
  return null;
}

/** The supervisor hears of the last statement alone: when that does not end, it is the one to refuse. */
function askAbout(run: Run, name: string, prefix: Script, { text }: BoundStatement): ReturnType<typeof ask> {
  return ask({ ...run, hold: () => run.hold(text) }, name, 'undo', [prefix]);
}

/** Its message has a number that is another one each time. */
function gaveUp(message: string): string {
  return `the statement ended its transaction by itself, and D1 gave up: ${message.replace(/; reference = .*$/s, '')}`;
}

function sqlFailure(statement: number | null, { code, message }: SqlError): Failure {
  return { kind: code === 'SQLITE_INTERRUPT' ? 'timeout' : 'sql', statement, code, message };
}
