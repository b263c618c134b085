import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Option } from './command.ts';
import { ladderOptions, reportOptions } from './common.ts';
import type { Job } from './job.ts';
import { readOutputs } from './outputs.ts';
import { integerOf, isGiven, listOf, positiveOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

const DEFAULT_TIMEOUT = 30;
const LARGEST_SEED = 2 ** 32 - 1;
const MOST_ROWS = 100_000;

const options: readonly Option[] = [
  ...ladderOptions,
  { name: 'engine', value: 'NAME', summary: 'better-sqlite3', repeatable: true, replayed: true },
  { name: 'step', value: 'ID', summary: 'prove one step; the beginning of its id will do' },
  { name: 'from', value: 'ID', summary: 'first step to prove' },
  { name: 'to', value: 'ID', summary: 'last step to prove' },
  { name: 'check', value: 'ID', summary: 'run only this check', repeatable: true },
  { name: 'skip', value: 'ID', summary: 'leave out this check', repeatable: true },
  { name: 'seed', value: 'NUMBER', summary: 'repeat the run that had this seed' },
  { name: 'rows', value: 'NUMBER', summary: 'generated rows per table', replayed: true },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one statement may take (30)', replayed: true },
  ...reportOptions,
  { name: 'max-warnings', value: 'NUMBER', summary: 'fail when there are more warnings' },
  { name: 'update', summary: 'write stepproof.lock.json anew' },
];

/** Proves every step of a ladder. */
export const check: Command = {
  name: 'check',
  operand: '[dir]',
  summary: 'prove every step of the ladder in dir (default: the current folder)',
  options,

  async run(given) {
    const job = readJob(given);
    const { refuseUpdate } = await import('./refuseUpdate.ts');
    refuseUpdate(job, process.env['CI']);
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};

function readJob(given: Arguments): Job {
  if (given.operands.length > 1) {
    throw new UserError(
      'bad-usage',
      `check takes one folder, not ${given.operands.length}: ${given.operands.join(' ')}`,
    );
  }
  if (isGiven(given, 'step') && (isGiven(given, 'from') || isGiven(given, 'to'))) {
    throw new UserError('bad-usage', '--step names a single step, --from and --to a range', {
      fix: 'Leave out --step, or leave out --from and --to.',
    });
  }
  for (const engine of listOf(given, 'engine')) refuseUnknownEngine(engine);
  const reporting = reportingOf(check, given);
  return {
    ...reporting,
    options: {
      ...reporting.options,
      check: listOf(given, 'check'),
      skip: listOf(given, 'skip'),
      seed: integerOf(given, 'seed', 0, LARGEST_SEED),
      rows: integerOf(given, 'rows', 1, MOST_ROWS),
    },
    outputs: readOutputs(given.options.get('reporter') ?? []),
    update: isGiven(given, 'update'),
    maxWarnings: integerOf(given, 'max-warnings', 0, Number.MAX_SAFE_INTEGER) ?? null,
    timeout: positiveOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
  };
}

function refuseUnknownEngine(name: string): void {
  if (name === 'better-sqlite3') return;
  const message = name === 'd1' ? 'the engine d1 is not part of this version' : `unknown engine "${name}"`;
  throw new UserError('bad-usage', message, { fix: 'The engine is better-sqlite3; --engine can be left out.' });
}
