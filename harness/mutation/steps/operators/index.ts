import type { StepOperator } from '../subject.ts';
import { additionOperators } from './additions.ts';
import { conditionOperators } from './conditions.ts';
import { copiedColumnOperators } from './copiedColumns.ts';
import { copyOperators } from './copies.ts';
import { definitionOperators } from './definitions.ts';
import { guardOperators } from './guards.ts';
import { nameOperators } from './names.ts';
import { overshootOperators } from './overshoots.ts';
import { rebuildOperators } from './rebuilds.ts';
import { returnOperators } from './returns.ts';
import { rollbackOperators } from './rollbacks.ts';
import { statementOperators } from './statements.ts';

/** Every way to damage a step. */
export const stepOperators: readonly StepOperator[] = [
  ...statementOperators,
  ...guardOperators,
  ...nameOperators,
  ...conditionOperators,
  ...copyOperators,
  ...copiedColumnOperators,
  ...rebuildOperators,
  ...overshootOperators,
  ...returnOperators,
  ...rollbackOperators,
  ...additionOperators,
  ...definitionOperators,
];
