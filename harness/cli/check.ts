import { reporters } from '../reporters/index.ts';
import { readJob } from './checkJob.ts';
import type { Command, Option } from './command.ts';
import { amountOptions, baselineOption, ladderOptions, reporterOption } from './common.ts';
import { refuseUpdate } from './refuseUpdate.ts';

const options: readonly Option[] = [
  ...ladderOptions,
  {
    name: 'engine',
    value: 'NAME',
    summary: 'better-sqlite3 (the default) or d1',
    repeatable: true,
    replayed: true,
  },
  { name: 'step', value: 'ID', summary: 'prove one step; the beginning of its id will do' },
  { name: 'from', value: 'ID', summary: 'first step to prove' },
  { name: 'to', value: 'ID', summary: 'last step to prove' },
  {
    name: 'since',
    value: 'REF',
    summary: 'prove what this branch adds or edits since a commit or branch',
    replayed: true,
  },
  {
    name: 'shard',
    value: 'I/N',
    summary: 'prove the I-th of N shares of the steps; stepproof report merge joins them',
  },
  { name: 'check', value: 'ID', summary: 'run only this check', repeatable: true },
  { name: 'skip', value: 'ID', summary: 'leave out this check', repeatable: true },
  { name: 'seed', value: 'NUMBER', summary: 'repeat the run that had this seed' },
  { name: 'rows', value: 'NUMBER', summary: 'generated rows per table', replayed: true },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (30)', replayed: true },
  reporterOption(Object.keys(reporters)),
  ...amountOptions,
  { name: 'max-warnings', value: 'NUMBER', summary: 'fail when there are more warnings' },
  { name: 'update', summary: 'write stepproof.lock.json anew' },
  baselineOption,
];

/** Proves every step of a ladder. */
export const check: Command = {
  name: 'check',
  operand: '[dir]',
  summary: 'prove every step of the ladder in dir (default: the current folder)',
  options,

  async run(given) {
    const job = readJob(check, given);
    refuseUpdate(job, process.env['CI']);
    // Starting processes needs modules of Node that help pages do not.
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
