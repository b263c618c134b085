import { schemaVerdict } from '../inspect/schemaDifference.ts';
import type { RollbackVerdict } from '../model/report.ts';
import type { Step } from '../model/step.ts';

/** How exactly the rollback restored what was there before the step (contract: rollbackVerdict). */
export async function verdictOf(step: Step, reversible: boolean): Promise<RollbackVerdict> {
  const { migration, forward, rollbackFacts } = step;
  if (forward.state === null) return 'not-run';
  if (migration.forward.directives.some(({ kind }) => kind === 'irreversible')) return 'irreversible';
  if (migration.rollback === null && !reversible) return 'not-run';
  const restoration = await step.restoration();
  if (restoration === null) return 'fails';
  const { schema, data } = restoration;
  if (rollbackFacts === null || rollbackFacts.runnable.length === 0) {
    return schema.length === 0 && data.length === 0 ? 'exact' : 'missing';
  }
  return data.some(({ severity }) => severity === 'error') ? 'wrong' : schemaVerdict(schema);
}
