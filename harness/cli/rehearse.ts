import { reporters } from '../reporters/index.ts';
import type { Command, Option } from './command.ts';
import { amountOptions, ladderOptions, reporterOption } from './common.ts';
import { fleetOptions, withFleet } from './fleetJob.ts';
import { remoteOption, withDatabaseFile } from './namedDatabase.ts';
import { readRehearseJob } from './rehearseJob.ts';

const options: readonly Option[] = [
  ...ladderOptions,
  remoteOption,
  { name: 'step', value: 'ID', summary: 'judge one of the pending steps; those before it are applied' },
  { name: 'from', value: 'ID', summary: 'first step that is not applied, where no ledger tells', replayed: true },
  { name: 'to', value: 'ID', summary: 'last step to rehearse' },
  { name: 'ledger-table', value: 'NAME', summary: 'the ledger’s table, where it has another name', replayed: true },
  { name: 'check', value: 'ID', summary: 'run only this check', repeatable: true },
  { name: 'skip', value: 'ID', summary: 'leave out this check', repeatable: true },
  { name: 'show-values', summary: 'show values of rows beside their keys' },
  { name: 'work-dir', value: 'DIR', summary: 'folder for the copy (that for temporary files)', replayed: true },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (600)', replayed: true },
  ...fleetOptions,
  reporterOption(Object.keys(reporters)),
  ...amountOptions,
  { name: 'max-warnings', value: 'NUMBER', summary: 'fail when there are more warnings' },
];

/** Proves the pending steps on a copy of a real database. */
export const rehearse: Command = {
  name: 'rehearse',
  operand: '<database> [dir]',
  summary: 'prove the pending steps on a copy of a real database, measured',
  details: [
    'The database is opened for reading only and copied in one go, also while others write to it. Each step that its',
    'ledger does not have yet is applied to the copy, checked on the real rows, taken back, compared row by row, and',
    'applied again. Keys of rows are reported; their values only with --show-values.',
  ],
  exitCodes: [
    ['0', 'go: every check passed, or nothing is pending'],
    ['1', 'no-go: at least one check failed'],
    ['2', 'the work could not be done'],
    ['130, 143', 'ended by a signal'],
  ],
  options,

  async run(given) {
    const job = withFleet(readRehearseJob(rehearse, await withDatabaseFile(given)), given, true);
    // Starting processes needs modules of Node that help pages do not.
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
