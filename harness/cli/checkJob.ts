import { didYouMean } from '../config/nearest.ts';
import type { EngineName } from '../model/engine.ts';
import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Job } from './job.ts';
import { readOutputs } from './outputs.ts';
import { integerOf, isGiven, listOf, secondsOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';
import { shardOf } from './shardOption.ts';

/** Seconds that a script may take when nothing else is asked for. */
export const DEFAULT_TIMEOUT = 30;
/** Seeds are whole numbers of 32 bits. */
export const LARGEST_SEED = 2 ** 32 - 1;
const MOST_ROWS = 100_000;

/** Reads what a check of a ladder is told on the command line. Throws `UserError`. */
export function readJob(command: Command, given: Arguments): Job {
  if (given.operands.length > 1) {
    throw new UserError(
      'bad-usage',
      `${command.name} takes one folder, not ${given.operands.length}: ${given.operands.join(' ')}`,
    );
  }
  if (isGiven(given, 'step') && (isGiven(given, 'from') || isGiven(given, 'to'))) {
    throw new UserError('bad-usage', '--step names a single step, --from and --to a range', {
      fix: 'Leave out --step, or leave out --from and --to.',
    });
  }
  const reporting = reportingOf(command, given);
  return {
    ...reporting,
    options: {
      ...reporting.options,
      check: listOf(given, 'check'),
      skip: listOf(given, 'skip'),
      engines: enginesIn(given),
      shard: shardOf(given),
      seed: integerOf(given, 'seed', 0, LARGEST_SEED),
      rows: integerOf(given, 'rows', 1, MOST_ROWS),
    },
    outputs: readOutputs(given.options.get('reporter') ?? []),
    update: isGiven(given, 'update'),
    updateBaseline: isGiven(given, 'update-baseline'),
    maxWarnings: integerOf(given, 'max-warnings', 0, Number.MAX_SAFE_INTEGER) ?? null,
    timeout: secondsOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
  };
}

const ENGINES: readonly EngineName[] = ['better-sqlite3', 'd1'];

function enginesIn(given: Arguments): readonly EngineName[] | undefined {
  const names = listOf(given, 'engine').map((name) => {
    const engine = ENGINES.find((one) => one === name);
    if (engine !== undefined) return engine;
    throw new UserError('bad-usage', `unknown engine "${name}"${didYouMean(name, ENGINES)}`, {
      fix: `The engines are: ${ENGINES.join(', ')}. Without --engine it is better-sqlite3.`,
    });
  });
  return names.length === 0 ? undefined : names;
}
