import { comparePlans } from '../inspect/planComparison.ts';
import { type PlanFacts, planFacts } from '../inspect/planFacts.ts';
import { planLines } from '../inspect/queryPlan.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { QueryPlan } from '../model/plan.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** No catalogued query has a worse plan than at the step before; nor after the rollback. */
export const plansDoNotRegress: Check = {
  id: 'plans-do-not-regress',
  summary: 'No catalogued query has a worse plan after the step than before it.',

  async run({ step, config, plans }) {
    const { migration, before, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    if (config.queries.length === 0) return skip('no query is catalogued');
    const old = await plans(before);
    const now = await plans(forward.state);
    const restored = (await step.restored())?.state ?? null;
    const back = restored === null ? new Map<string, QueryPlan>() : await plans(restored);
    const compared = config.queries.filter(({ name }) => old.has(name) && now.has(name));
    if (compared.length === 0) return skip('no catalogued query could be planned before and after the step');
    const schemas = [await before.schema(), await forward.state.schema(), (await restored?.schema()) ?? null];
    const [schemaBefore, schemaAfter, schemaBack] = schemas;
    const findings = compared.flatMap(({ name, text }) => {
      const facts = (plan: QueryPlan, schema: SchemaSnapshot | null | undefined): PlanFacts =>
        planFacts(plan, schema ? { text, schema } : { text });
      const then = old.get(name) ?? [];
      const after = now.get(name) ?? [];
      const later = back.get(name);
      const forwards = comparePlans(facts(then, schemaBefore), facts(after, schemaAfter));
      const backwards = later === undefined ? null : comparePlans(facts(then, schemaBefore), facts(later, schemaBack));
      const rollback = migration.rollback ?? migration.forward;
      return [
        ...(forwards === null ? [] : [regression(name, forwards.reason, then, after, migration.forward, 'error')]),
        ...(backwards === null ? [] : [regression(name, backwards.reason, then, later ?? [], rollback, 'warning')]),
      ];
    });
    return tried(compared.length, findings);
  },
};

function regression(
  name: string,
  reason: string,
  before: QueryPlan,
  after: QueryPlan,
  script: Script,
  severity: Finding['severity'],
): Finding {
  const plan = planLines(after);
  const old = planLines(before);
  return {
    severity,
    object: `query ${name}`,
    message: `query ${name} has a worse plan after ${script.path}: ${reason}`,
    why: `Before: ${old.join('; ')}. Now: ${plan.join('; ')}. Which of several equal indexes SQLite takes depends on the order in which they were created.`,
    fix: 'Keep or re-create the index that served it, in the old order of creation; or put the regression down to purpose: -- stepproof: ignore plans-do-not-regress "reason"',
    location: locate(script),
    data: { before: old, after: plan },
  };
}
