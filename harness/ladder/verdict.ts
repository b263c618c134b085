import { schemaVerdict } from '../inspect/schemaDifference.ts';
import type { RollbackVerdict } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import type { Step } from '../model/step.ts';
import { obstacleOf } from '../sql/obstacle.ts';

/** Whether a step can be taken back at all, by what its layout and its tool know. */
export function isReversible({ oneWay }: Migration, reversible: boolean): boolean {
  return reversible && oneWay !== true;
}

/** How exactly the rollback restored what was there before the step (contract: rollbackVerdict). */
export async function verdictOf(step: Step, reversible: boolean): Promise<RollbackVerdict> {
  const { migration, forward, rollbackFacts } = step;
  if (forward.state === null) return 'not-run';
  if (migration.forward.directives.some(({ kind }) => kind === 'irreversible')) return 'irreversible';
  if (migration.rollback === null && !isReversible(migration, reversible)) return 'not-run';
  const restoration = await step.restoration();
  if (restoration === null) return (await cannotRunHere(step)) ? 'not-run' : 'fails';
  const { schema, data } = restoration;
  if (rollbackFacts === null || rollbackFacts.isIdle) {
    return schema.length === 0 && data.length === 0 ? 'exact' : 'missing';
  }
  return data.some(({ severity }) => severity === 'error') ? 'wrong' : schemaVerdict(schema);
}

/** A rollback in another database's words fails beside a forward script that SQLite understands; one that only lacks something is not judged. */
async function cannotRunHere(step: Step): Promise<boolean> {
  const failure = (await step.restored())?.failure ?? null;
  const statement = step.rollbackFacts?.runnable[failure?.statement ?? -1];
  if (failure === null || statement === undefined) return false;
  const obstacle = obstacleOf(statement.text, failure.message);
  return obstacle !== null && obstacle.kind !== 'dialect';
}
