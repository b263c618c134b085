import { availableParallelism } from 'node:os';
import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Option } from './command.ts';
import { databasesMatching, isPattern } from './fleetFiles.ts';
import type { Job } from './job.ts';
import { refuseOtherReporters } from './outputs.ts';
import { integerOf, isGiven, textOf } from './readOptions.ts';
import { shardOf } from './shardOption.ts';
import { sizeOf, workFolder } from './workFolder.ts';

const MOST_WORKERS = 256;

/** Options of commands that work on many databases where a pattern names them. */
export const fleetOptions: readonly Option[] = [
  {
    name: 'workers',
    value: 'NUMBER',
    summary: 'databases worked on at once, where a pattern names many (one per core)',
  },
  {
    name: 'shard',
    value: 'I/N',
    summary: 'work on the I-th of N shares of them; stepproof report merge joins the reports',
  },
];

/** The option that says what becomes of the others where one fails. */
export const keepGoingOption: Option = {
  name: 'keep-going',
  summary: 'go on with the other databases where one fails',
};

/** The job for the databases that its word means, where that is a pattern; the job as it is otherwise. Throws `UserError`. */
export function withFleet(job: Job, given: Arguments, keepsGoing: boolean): Job {
  const [word = ''] = given.operands;
  if (!isPattern(word)) {
    refuseFleetOptions(word, given);
    return job;
  }
  const shard = shardOf(given);
  const databases = databasesMatching(word, shard);
  const workers = Math.min(
    integerOf(given, 'workers', 1, MOST_WORKERS) ?? availableParallelism(),
    databases.length || 1,
  );
  return {
    ...job,
    ...(job.rehearsed && { rehearsed: { ...job.rehearsed, workDir: workFolderOf(databases, workers, word, given) } }),
    outputs: refuseOtherReporters(job.command, job.outputs),
    fleet: { databases, workers, keepsGoing: keepsGoing || isGiven(given, 'keep-going'), shard: shard ?? null },
  };
}

/** As many copies lie there at once as there are workers. */
function workFolderOf(databases: readonly string[], workers: number, word: string, given: Arguments): string {
  const largest = databases.reduce((most, database) => Math.max(most, sizeOf(database)), 0);
  return workFolder(workers * largest, word, textOf(given, 'work-dir'));
}

/** An option that does nothing would be believed to have done something. */
function refuseFleetOptions(word: string, given: Arguments): void {
  const option = [...fleetOptions, keepGoingOption].find(({ name }) => isGiven(given, name));
  if (option === undefined) return;
  throw new UserError('bad-usage', `--${option.name} is for many databases, and ${word} is one`, {
    fix: `Leave out --${option.name}, or name them by a quoted pattern: 'tenants/*.sqlite'`,
  });
}
