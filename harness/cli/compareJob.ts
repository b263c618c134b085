import type { Arguments } from './arguments.ts';
import { DEFAULT_TIMEOUT, LARGEST_SEED } from './checkJob.ts';
import type { Command } from './command.ts';
import type { Job } from './job.ts';
import { readOutputs, refuseOtherReporters } from './outputs.ts';
import { integerOf, isGiven, secondsOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

/** Reads what a comparison is told on the command line. Throws `UserError`. */
export function readCompareJob(command: Command, given: Arguments, a: string, b: string): Job {
  const reporting = reportingOf(command, given);
  return {
    ...reporting,
    options: { ...reporting.options, dir: '.', seed: integerOf(given, 'seed', 0, LARGEST_SEED) },
    outputs: refuseOtherReporters(command.name, readOutputs(given.options.get('reporter') ?? [])),
    update: false,
    maxWarnings: null,
    timeout: secondsOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
    stopped: [],
    compared: { a, b, strictText: isGiven(given, 'strict-text') },
  };
}
