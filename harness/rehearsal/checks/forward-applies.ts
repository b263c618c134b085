import { tried } from '../../checks/parts/outcome.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';
import { triedFindings } from './triedFindings.ts';

/** The forward script runs on the rows of the database; where it does not, those that it fails on are named. */
export const forwardApplies: RehearsalCheck = {
  id: 'forward-applies',

  async run({ step: { migration, forwardFacts }, observed }) {
    return tried(1 + forwardFacts.runnable.length, triedFindings(observed.forward, migration.forward, forwardFacts));
  },
};
