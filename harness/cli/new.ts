import { UserError } from '../model/errors.ts';
import { DEFAULT_TIMEOUT } from './checkJob.ts';
import type { Command, Option } from './command.ts';
import { ladderOptions } from './common.ts';
import { positiveOf, textOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

const options: readonly Option[] = [
  { name: 'rollback-for', value: 'ID', summary: 'draft and prove a rollback for this step' },
  ...ladderOptions,
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (30)' },
];

/** Writes what a person would otherwise start from an empty file. */
export const newCommand: Command = {
  name: 'new',
  operand: '[dir]',
  summary: 'write a first rollback for a step that has none (--rollback-for ID), and prove it',
  details: [
    'The rollback is drafted from the difference that the step makes to the schema, and proven as check does. It is',
    'written only when it passes; what a rollback of the step cannot bring back is said otherwise.',
  ],
  exitCodes: [
    ['0', 'the rollback is written, or printed where the layout keeps it inside of another file'],
    ['1', 'no rollback can bring back everything; the draft is printed, nothing is written'],
    ['2', 'the work could not be done'],
    ['130, 143', 'ended by a signal'],
  ],
  options,

  async run(given) {
    const step = textOf(given, 'rollback-for');
    if (step === undefined) {
      throw new UserError('bad-usage', 'new needs to know what to write', { fix: 'stepproof new --rollback-for ID' });
    }
    const { supervise } = await import('./supervise.ts');
    return supervise({
      ...reportingOf(newCommand, given),
      update: false,
      maxWarnings: null,
      timeout: positiveOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
      stopped: [],
      drafted: { step },
    });
  },
};
