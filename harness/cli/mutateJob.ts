import { availableParallelism } from 'node:os';
import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import { readJob } from './checkJob.ts';
import type { Command } from './command.ts';
import type { Job } from './job.ts';
import { refuseOtherReporters } from './outputs.ts';
import { integerOf, isGiven, textOf } from './readOptions.ts';

const MOST_WORKERS = 256;

/** Reads what a mutation is told on the command line. Throws `UserError`. */
export function readMutateJob(command: Command, given: Arguments): Job {
  const job = readJob(command, given);
  const [noSteps, noSchema] = [isGiven(given, 'schema-only'), isGiven(given, 'steps-only')];
  if (noSteps && noSchema) {
    throw new UserError('bad-usage', '--schema-only and --steps-only leave nothing to mutate', {
      fix: 'Leave out one of them, or both to mutate everything.',
    });
  }
  return {
    ...job,
    outputs: refuseOtherReporters(command.name, job.outputs),
    mutated: {
      only: noSteps ? 'schema' : noSchema ? 'steps' : undefined,
      minScore: percentOf(given, 'min-score'),
      workers: integerOf(given, 'workers', 1, MOST_WORKERS) ?? availableParallelism(),
    },
  };
}

function percentOf(given: Arguments, name: string): number | null {
  const text = textOf(given, name);
  if (text === undefined) return null;
  const number = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && number <= 100) return number;
  throw new UserError('bad-usage', `--${name} is a number from 0 to 100, not "${text}"`);
}
