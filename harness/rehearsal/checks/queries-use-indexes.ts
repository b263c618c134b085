import { FORWARD_FAILED, locate, skip, tried } from '../../checks/parts/outcome.ts';
import { promiseFinding } from '../../checks/parts/queryPromises.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** Each catalogued query has on the real rows, and with their statistics, the plan that it promises. */
export const queriesUseIndexes: RehearsalCheck = {
  id: 'queries-use-indexes',

  async run({ step, config, observed: { after } }) {
    if (config.queries.length === 0) return skip('no query is catalogued');
    if (after === null) return skip(FORWARD_FAILED);
    const { probes, broken, lost } = after.plans;
    if (probes === 0) return skip('no catalogued query promises a plan at this step');
    const location = locate(step.migration.forward);
    return tried(probes, [...lost, ...broken.map((probe) => promiseFinding(probe, location))]);
  },
};
