import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';
import { DEFAULT_TIMEOUT } from './checkJob.ts';
import type { Command, Option } from './command.ts';
import { ladderOptions } from './common.ts';
import { secondsOf, textOf } from './readOptions.ts';
import { reportingOf } from './reporting.ts';

const options: readonly Option[] = [
  { name: 'rollback-for', value: 'ID', summary: 'draft and prove a rollback for this step' },
  ...ladderOptions,
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (30)' },
];

/** Writes what a person would otherwise start from an empty file. */
export const newCommand: Command = {
  name: 'new',
  operand: '<name> [dir]',
  summary: 'begin a next step, named as the folder names its files; or draft a rollback (--rollback-for ID)',
  details: [
    'With a name, the next pair of files is written as the layout has it, with the next number or the present moment in',
    'front of the name. No file is ever written over.',
    'With --rollback-for, and [dir] alone, the rollback of a step that has none is drafted from the difference that the',
    'step makes to the schema, and proven as check does. It is written only when it passes; what a rollback of the step',
    'cannot bring back is said otherwise.',
  ],
  exitCodes: [
    ['0', 'the files are written; a rollback that the layout keeps inside of another file is printed'],
    ['1', 'no rollback can bring back everything; the draft is printed, nothing is written'],
    ['2', 'the work could not be done'],
    ['130, 143', 'ended by a signal'],
  ],
  options,

  async run(given) {
    const step = textOf(given, 'rollback-for');
    if (step === undefined) return begin(given);
    const { supervise } = await import('./supervise.ts');
    return supervise({
      ...reportingOf(newCommand, given),
      update: false,
      maxWarnings: null,
      timeout: secondsOf(given, 'timeout') ?? DEFAULT_TIMEOUT,
      stopped: [],
      drafted: { step },
    });
  },
};

async function begin(given: Arguments): Promise<number> {
  const [name, ...rest] = given.operands;
  if (name === undefined || rest.length > 1) {
    throw new UserError('bad-usage', name === undefined ? 'new needs to know what to write' : 'a name is one word', {
      fix: 'stepproof new add_tags, stepproof new "add tags", or stepproof new --rollback-for ID',
    });
  }
  const { newWork } = await import('./newWork.ts');
  return newWork(name, reportingOf(newCommand, { ...given, operands: rest }));
}
