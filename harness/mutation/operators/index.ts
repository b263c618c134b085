import type { Operator } from '../mutant.ts';
import { checkOperators } from './checks.ts';
import { collationOperators } from './collations.ts';
import { columnOperators } from './columns.ts';
import { conflictOperators } from './conflicts.ts';
import { defaultOperators } from './defaults.ts';
import { foreignKeyColumnOperators } from './foreignKeyColumns.ts';
import { foreignKeyOperators } from './foreignKeys.ts';
import { indexOperators } from './indexes.ts';
import { primaryKeyOperators } from './primaryKeys.ts';
import { tableOperators } from './tables.ts';
import { triggerOperators } from './triggers.ts';
import { uniqueOperators } from './uniques.ts';
import { viewOperators } from './views.ts';

/** Every way to damage a schema. */
export const operators: readonly Operator[] = [
  ...tableOperators,
  ...columnOperators,
  ...primaryKeyOperators,
  ...uniqueOperators,
  ...checkOperators,
  ...conflictOperators,
  ...foreignKeyOperators,
  ...foreignKeyColumnOperators,
  ...indexOperators,
  ...defaultOperators,
  ...collationOperators,
  ...viewOperators,
  ...triggerOperators,
];
