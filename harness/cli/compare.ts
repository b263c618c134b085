import { UserError } from '../model/errors.ts';
import type { Command, Option } from './command.ts';
import { ladderOptions, reportOptions } from './common.ts';
import { readCompareJob } from './compareJob.ts';

const options: readonly Option[] = [
  ...ladderOptions,
  { name: 'strict-text', summary: 'a difference in text alone (quotes, blanks) counts, too' },
  { name: 'seed', value: 'NUMBER', summary: 'choose other rows to try', replayed: true },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (30)', replayed: true },
  ...reportOptions,
];

/** Holds two schemas against each other. */
export const compare: Command = {
  name: 'compare',
  operand: '<a> <b>',
  summary: 'what differs between two schemas in text, in structure, in behaviour',
  details: [
    'A schema is an SQL file, a SQLite database (opened for reading only; its rows are not read), a folder with',
    'migrations, or a step of one: FOLDER@STEP_ID.',
  ],
  exitCodes: [
    ['0', 'equal'],
    ['1', 'different'],
    ['2', 'could not compare (beware: sqldef and Terraform answer with 2 where something differs)'],
    ['130, 143', 'ended by a signal'],
  ],
  options,

  async run(given) {
    const [a, b, ...rest] = given.operands;
    if (a === undefined || b === undefined || rest.length > 0) {
      throw new UserError('bad-usage', `compare takes two schemas, not ${given.operands.length}`, {
        fix: 'Name both: stepproof compare schema.sql app.db',
      });
    }
    const job = readCompareJob(compare, given, a, b);
    // Starting processes needs modules of Node that help pages do not.
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
