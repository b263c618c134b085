import { isIrreversible } from '../checks/parts/outcome.ts';
import { schemaVerdict } from '../inspect/schemaDifference.ts';
import { isReversible } from '../ladder/verdict.ts';
import type { RollbackVerdict } from '../model/report.ts';
import type { ObservedStep } from './observed.ts';

/** How exactly the rollback restored the real rows (contract: rollbackVerdict). */
export function verdictOf({ scripts, after, rollback, restored }: ObservedStep, reversible: boolean): RollbackVerdict {
  const { migration } = scripts;
  if (after === null) return 'not-run';
  if (isIrreversible(scripts)) return 'irreversible';
  if (migration.rollback === null && !isReversible(migration, reversible)) return 'not-run';
  if (restored === null) return 'fails';
  const { differences, identity } = restored;
  if (rollback === null) return differences.length + identity.faults.length === 0 ? 'exact' : 'missing';
  return identity.faults.some(({ severity }) => severity === 'error') ? 'wrong' : schemaVerdict(differences);
}
