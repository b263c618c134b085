import type { Command } from './command.ts';
import { reportOptions } from './common.ts';
import { fleetOptions, withFleet } from './fleetJob.ts';
import { withDatabaseFile } from './namedDatabase.ts';
import { readOperationJob } from './operationJob.ts';
import { databaseOptions } from './operationOptions.ts';

/** Says how a real database stands. */
export const status: Command = {
  name: 'status',
  operand: '<database> [dir]',
  summary: 'which steps a real database has, and whether it is what they make',
  details: ['The database is opened for reading only. The ledgers of other tools are read, too.'],
  exitCodes: [
    ['0', 'every step is applied, or pending in its order'],
    ['1', 'a step was edited, is unknown or out of order, or the schema is not what the steps make'],
    ['2', 'the work could not be done'],
    ['130, 143', 'ended by a signal'],
  ],
  options: [...databaseOptions, ...fleetOptions, ...reportOptions],

  async run(given) {
    const job = withFleet(readOperationJob('status', status, await withDatabaseFile(given)), given, true);
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
