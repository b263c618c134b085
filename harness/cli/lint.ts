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
    summary: 'better-sqlite3 or d1; with d1 its limits and refusals count as well',
    repeatable: true,
    replayed: true,
  },
  { name: 'step', value: 'ID', summary: 'look at one step; the beginning of its id will do' },
  { name: 'from', value: 'ID', summary: 'first step to look at' },
  { name: 'to', value: 'ID', summary: 'last step to look at' },
  { name: 'check', value: 'ID', summary: 'look for this danger only', repeatable: true },
  { name: 'skip', value: 'ID', summary: 'leave out this danger', repeatable: true },
  reporterOption(Object.keys(reporters)),
  ...amountOptions,
  { name: 'max-warnings', value: 'NUMBER', summary: 'fail when there are more warnings' },
  baselineOption,
];

/** Looks for dangers that need no database. */
export const lint: Command = {
  name: 'lint',
  operand: '[dir]',
  summary: 'dangers that can be seen in the scripts without running them',
  options,

  async run(given) {
    const job = readJob(lint, given);
    refuseUpdate(job, process.env['CI']);
    const { lintWork } = await import('./lintWork.ts');
    return lintWork(job);
  },
};
