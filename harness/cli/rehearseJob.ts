import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Job } from './job.ts';
import { readOutputs } from './outputs.ts';
import { integerOf, isGiven, listOf, secondsOf, textOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';
import { sizeOf, workFolder } from './workFolder.ts';

/** Seconds that a script, or a question about all rows of a table, may take when nothing else is asked for. */
const DEFAULT_TIMEOUT = 600;

/** Reads what a rehearsal is told on the command line. Throws `UserError`. */
export function readRehearseJob(command: Command, given: Arguments): Job {
  const [database, dir, ...rest] = given.operands;
  if (database === undefined || rest.length > 0) {
    throw new UserError('bad-usage', `rehearse takes a database and a folder, not ${given.operands.length} names`, {
      fix: 'Name the database, and the folder where that is not the current one: stepproof rehearse app.db services/api',
    });
  }
  const reporting = reportingOf(command, given);
  return {
    ...reporting,
    options: { ...reporting.options, dir, check: listOf(given, 'check'), skip: listOf(given, 'skip') },
    outputs: readOutputs(given.options.get('reporter') ?? []),
    update: false,
    maxWarnings: integerOf(given, 'max-warnings', 0, Number.MAX_SAFE_INTEGER) ?? null,
    timeout: secondsOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
    rehearsed: {
      database,
      isRemote: isGiven(given, 'remote'),
      ledgerTable: textOf(given, 'ledger-table'),
      showValues: isGiven(given, 'show-values'),
      workDir: workFolder(sizeOf(database), database, textOf(given, 'work-dir')),
    },
  };
}
