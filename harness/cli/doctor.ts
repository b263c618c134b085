import type { Command } from './command.ts';
import { ladderOptions } from './common.ts';
import { reportingOf } from './reporting.ts';

/** Says what of this machine and this folder stepproof can work with. */
export const doctor: Command = {
  name: 'doctor',
  operand: '[dir]',
  summary: 'what of this machine and this folder stepproof can work with',
  exitCodes: [
    ['0', 'everything that a check needs is there'],
    ['2', 'something that it needs is missing or wrong'],
  ],
  options: ladderOptions,

  async run(given) {
    const { diagnose } = await import('./diagnose.ts');
    return diagnose(given, reportingOf(doctor, given).options);
  },
};
