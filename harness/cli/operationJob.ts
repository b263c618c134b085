import { hostname, userInfo } from 'node:os';
import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Job, OperationJob } from './job.ts';
import { readOutputs, refuseOtherReporters } from './outputs.ts';
import { integerOf, isGiven, secondsOf, textOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

/** Seconds that a script may take on a user's rows when nothing else is asked for. */
const DEFAULT_TIMEOUT = 600;
const MOST = 1_000_000;

/** Reads what a command on a database is told. Throws `UserError`. */
export function readOperationJob(kind: OperationJob['kind'], command: Command, given: Arguments): Job {
  const [database, dir, ...rest] = given.operands;
  if (database === undefined || rest.length > 0) {
    throw new UserError('bad-usage', `${kind} takes a database and a folder, not ${given.operands.length} names`, {
      fix: `Name the database, and the folder where that is not the current one: stepproof ${kind} app.db services/api`,
    });
  }
  refuseContradictions(given);
  const reporting = reportingOf(command, given);
  const { config, migrations, rollbacks, layout, step, to } = reporting.options;
  return {
    ...reporting,
    options: { ...reporting.options, dir },
    outputs: refuseOtherReporters(command.name, readOutputs(given.options.get('reporter') ?? [])),
    update: false,
    maxWarnings: null,
    timeout: secondsOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
    operation: {
      kind,
      database,
      isRemote: isGiven(given, 'remote'),
      by: textOf(given, 'by') ?? accountName(),
      options: {
        dir,
        config,
        migrations,
        rollbacks,
        layout,
        step,
        to,
        wait: secondsOf(given, 'wait'),
        create: isGiven(given, 'create'),
        assumeApplied: textOf(given, 'assume-applied'),
        allowDrift: isGiven(given, 'allow-drift'),
        dryRun: isGiven(given, 'dry-run'),
        backup: isGiven(given, 'no-backup') ? false : textOf(given, 'backup'),
        keepBackups: integerOf(given, 'keep-backups', 1, MOST),
        steps: integerOf(given, 'steps', 1, MOST),
        force: isGiven(given, 'force'),
      },
    },
  };
}

const CONTRADICTIONS = [
  ['backup', 'no-backup'],
  ['step', 'to'],
  ['steps', 'to'],
] as const;

function refuseContradictions(given: Arguments): void {
  const pair = CONTRADICTIONS.find(([one, other]) => isGiven(given, one) && isGiven(given, other));
  if (pair === undefined) return;
  throw new UserError('bad-usage', `--${pair[0]} and --${pair[1]} contradict each other`, {
    fix: 'Leave one of them out.',
  });
}

/** An account in a container need not have a name. */
function accountName(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `uid ${process.getuid?.() ?? ''}@${hostname()}`;
  }
}
