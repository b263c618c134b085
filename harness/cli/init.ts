import type { Command, Option } from './command.ts';
import { folderOptions } from './common.ts';
import { reportingOf } from './reporting.ts';

const options: readonly Option[] = [
  { name: 'yes', short: 'y', summary: 'write the files without asking' },
  { name: 'dry-run', summary: 'show them, and write nothing' },
  ...folderOptions,
];

/** Sets a project up. */
export const init: Command = {
  name: 'init',
  operand: '[dir]',
  summary: 'detect the layout and write a configuration and a CI workflow, after showing them',
  details: ['Files that are there already are left as they are.'],
  options,

  async run(given) {
    const { initialise } = await import('./initialise.ts');
    return initialise(given, { ...reportingOf(init, given).options, config: false });
  },
};
