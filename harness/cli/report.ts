import { UserError } from '../model/errors.ts';
import { reporters } from '../reporters/index.ts';
import { readJob } from './checkJob.ts';
import type { Command, Option } from './command.ts';
import { amountOptions, reporterOption } from './common.ts';

const options: readonly Option[] = [
  reporterOption(Object.keys(reporters)),
  ...amountOptions,
  { name: 'max-warnings', value: 'NUMBER', summary: 'fail when there are more warnings' },
];

/** Works on reports that earlier runs wrote. */
export const report: Command = {
  name: 'report',
  operand: 'merge <json...>',
  summary: 'the reports of several machines (--shard) as one',
  details: ['Each file is what --reporter json=FILE wrote. It fails where a shard is missing, or failed.'],
  options,

  async run(given) {
    const [action, ...files] = given.operands;
    if (action !== 'merge' || files.length === 0) {
      throw new UserError('bad-usage', 'report takes the word merge and the files of reports', {
        fix: 'Write: stepproof report merge shard-1.json shard-2.json',
      });
    }
    const job = readJob(report, { ...given, operands: [] });
    const { mergeWork } = await import('./mergeWork.ts');
    return mergeWork(job, files);
  },
};
