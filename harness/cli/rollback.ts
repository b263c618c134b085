import type { Command, Option } from './command.ts';
import { fleetOptions, keepGoingOption, withFleet } from './fleetJob.ts';
import { withDatabaseFile } from './namedDatabase.ts';
import { readOperationJob } from './operationJob.ts';
import { changeExitCodes, changeOptions, databaseOptions } from './operationOptions.ts';

const options: readonly Option[] = [
  ...databaseOptions,
  { name: 'to', value: 'ID', summary: 'the step that stays as the last one' },
  { name: 'steps', value: 'NUMBER', summary: 'how many steps to take back (1)' },
  { name: 'force', summary: 'go on where rows are lost, or a script was edited since it was applied' },
  keepGoingOption,
  ...fleetOptions,
  ...changeOptions,
];

/** Takes applied steps back from a real database. */
export const rollback: Command = {
  name: 'rollback',
  operand: '<database> [dir]',
  summary: 'take applied steps back from a real database, after a rehearsal and a verified backup',
  details: [
    'The rollbacks are tried on a copy first: taken back, applied again, and compared row by row. What would be lost is',
    'named, and only --force goes on then.',
  ],
  exitCodes: changeExitCodes,
  options,

  async run(given) {
    const job = withFleet(readOperationJob('rollback', rollback, await withDatabaseFile(given)), given, false);
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
