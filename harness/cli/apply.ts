import type { Command, Option } from './command.ts';
import { fleetOptions, keepGoingOption, withFleet } from './fleetJob.ts';
import { withDatabaseFile } from './namedDatabase.ts';
import { readOperationJob } from './operationJob.ts';
import { changeExitCodes, changeOptions, databaseOptions } from './operationOptions.ts';

const options: readonly Option[] = [
  ...databaseOptions,
  { name: 'to', value: 'ID', summary: 'last step to apply' },
  { name: 'step', value: 'ID', summary: 'apply this step alone; it must be the next one' },
  { name: 'create', summary: 'make the database where there is none' },
  { name: 'assume-applied', value: 'ID', summary: 'the database has the steps up to this one, and no ledger yet' },
  { name: 'allow-drift', summary: 'go on where the schema is not what the applied steps make' },
  keepGoingOption,
  ...fleetOptions,
  ...changeOptions,
];

/** Applies the pending steps to a real database. */
export const apply: Command = {
  name: 'apply',
  operand: '<database> [dir]',
  summary: 'apply the pending steps to a real database, after a verified backup',
  details: [
    'Each step is applied completely or not at all, together with its row in the ledger (stepproof_history, and for wrangler',
    'd1_migrations): script, checks and row are one transaction. Rehearse the steps on a copy first: stepproof rehearse.',
  ],
  exitCodes: changeExitCodes,
  options,

  async run(given) {
    const job = withFleet(readOperationJob('apply', apply, await withDatabaseFile(given)), given, false);
    // Starting processes needs modules of Node that help pages do not.
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
