import type { Command } from './command.ts';
import { reportOptions } from './common.ts';
import { withDatabaseFile } from './namedDatabase.ts';
import { readOperationJob } from './operationJob.ts';
import { databaseOptions } from './operationOptions.ts';

/** Examines a real database. */
export const health: Command = {
  name: 'health',
  operand: '<database> [dir]',
  summary: 'integrity, foreign keys, sizes and journal of a real database, and its schema where a folder is named',
  details: [
    'The database is opened for reading only, and read from its first page to its last. D1 answers to quick_check alone,',
    'which leaves out whether indexes agree with their tables.',
  ],
  exitCodes: [
    ['0', 'sound'],
    ['1', 'damaged, rows without a parent, or another schema than the applied steps make'],
    ['2', 'the work could not be done'],
    ['130, 143', 'ended by a signal'],
  ],
  options: [...databaseOptions, ...reportOptions],

  async run(given) {
    const job = readOperationJob('health', health, await withDatabaseFile(given));
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
