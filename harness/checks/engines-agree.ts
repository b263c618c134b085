import type { Check } from '../model/check.ts';
import { agreedData } from './parts/agreedData.ts';
import { agreedPlans } from './parts/agreedPlans.ts';
import { agreedRefusals } from './parts/agreedRefusals.ts';
import { agreedSchemas } from './parts/agreedSchemas.ts';
import { agreedScripts } from './parts/agreedScripts.ts';
import { observe } from './parts/observe.ts';
import { skip, tried } from './parts/outcome.ts';

/** The same step leads to the same on every engine asked for; each is held against those that came before it. */
export const enginesAgree: Check = {
  id: 'engines-agree',
  summary: 'The same ladder gives the same schema, plans, refusals and rows on every engine asked for.',

  async run(context) {
    const { step, peers } = context;
    if (peers === null) return skip('one engine is asked for, and agrees with itself');
    const here = await observe(context, peers.called);
    peers.show(step.migration.id, here);
    const seen = peers.seen(step.migration.id);
    if (seen.length === 0) return skip('no engine before this one has come to the step');
    const outcomes = [];
    for (const there of seen) {
      const meeting = { step, there, here };
      outcomes.push(
        agreedScripts(meeting),
        agreedSchemas(meeting),
        agreedData(meeting),
        await agreedPlans(context, meeting),
        await agreedRefusals(context, meeting),
      );
    }
    const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
    return tried(
      cases,
      outcomes.flatMap(({ findings }) => findings),
    );
  },
};
