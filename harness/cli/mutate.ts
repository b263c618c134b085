import type { Command, Option } from './command.ts';
import { ladderOptions } from './common.ts';
import { readMutateJob } from './mutateJob.ts';

const options: readonly Option[] = [
  ...ladderOptions,
  { name: 'step', value: 'ID', summary: 'mutate one step and what it touches; the beginning of its id will do' },
  { name: 'from', value: 'ID', summary: 'first step to mutate' },
  { name: 'to', value: 'ID', summary: 'last step to mutate' },
  {
    name: 'since',
    value: 'REF',
    summary: 'mutate what this branch adds or edits, and what that touches',
    replayed: true,
  },
  { name: 'schema-only', summary: 'leave the scripts alone', replayed: true },
  { name: 'steps-only', summary: 'leave the schema alone', replayed: true },
  { name: 'min-score', value: 'PERCENT', summary: 'fail when fewer of the schema or step mutants are killed' },
  { name: 'workers', value: 'NUMBER', summary: 'threads that share the work (one for each core)' },
  { name: 'seed', value: 'NUMBER', summary: 'repeat the run that had this seed' },
  { name: 'rows', value: 'NUMBER', summary: 'generated rows per table', replayed: true },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (30)', replayed: true },
  { name: 'reporter', value: 'NAME[=FILE]', summary: 'text or json, to standard output or a file', repeatable: true },
  { name: 'quiet', summary: 'only survivors and the last line' },
  { name: 'verbose', summary: 'every operator by itself, and every equivalent mutant' },
];

/** Breaks a ladder on purpose and counts the breaks that the checks notice. */
export const mutate: Command = {
  name: 'mutate',
  operand: '[dir]',
  summary: 'break the schema and the scripts on purpose; which breaks do the checks notice?',
  details: [
    'Every mutant differs from the ladder in one place. A survivor is a break that no check reports; those that can be',
    'proven to be no break at all are listed as equivalent and do not count.',
  ],
  exitCodes: [
    ['0', 'the mutants were judged; survivors are reported and fail nothing without --min-score'],
    ['1', 'a score is below --min-score'],
    ['2', 'the work could not be done, for example because the ladder does not pass its own check'],
    ['130, 143', 'ended by a signal'],
  ],
  options,

  async run(given) {
    const job = readMutateJob(mutate, given);
    // Starting processes needs modules of Node that help pages do not.
    const { supervise } = await import('./supervise.ts');
    return supervise(job);
  },
};
