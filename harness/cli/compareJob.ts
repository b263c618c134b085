import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import { DEFAULT_TIMEOUT, LARGEST_SEED } from './checkJob.ts';
import type { Command } from './command.ts';
import type { Job, Output } from './job.ts';
import { readOutputs } from './outputs.ts';
import { integerOf, isGiven, positiveOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

/** Reads what a comparison is told on the command line. Throws `UserError`. */
export function readCompareJob(command: Command, given: Arguments, a: string, b: string): Job {
  const reporting = reportingOf(command, given);
  return {
    ...reporting,
    options: { ...reporting.options, dir: '.', seed: integerOf(given, 'seed', 0, LARGEST_SEED) },
    outputs: readOutputs(given.options.get('reporter') ?? []).map(refuseOtherReporters),
    update: false,
    maxWarnings: null,
    timeout: positiveOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
    compared: { a, b, strictText: isGiven(given, 'strict-text') },
  };
}

function refuseOtherReporters(output: Output): Output {
  if (output.reporter === 'text' || output.reporter === 'json') return output;
  throw new UserError('bad-usage', `compare has no ${output.reporter} report`, {
    fix: 'The reporters of compare are: text, json',
  });
}
