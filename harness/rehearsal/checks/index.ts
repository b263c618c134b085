import { databaseIsIntact } from './database-is-intact.ts';
import { expectedIndexes } from './expected-indexes.ts';
import { foreignKeysHold } from './foreign-keys-hold.ts';
import { forwardApplies } from './forward-applies.ts';
import { jsonColumnsValidate } from './json-columns-validate.ts';
import { queriesUseIndexes } from './queries-use-indexes.ts';
import { reapplyIsIdentical } from './reapply-is-identical.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';
import { rollbackApplies } from './rollback-applies.ts';
import { rollbackExists } from './rollback-exists.ts';
import { rollbackRestoresData } from './rollback-restores-data.ts';
import { rollbackRestoresSchema } from './rollback-restores-schema.ts';
import { rowsSurvive } from './rows-survive.ts';
import { schemaSurvives } from './schema-survives.ts';

/** Every check of real rows, in the order of the report. */
export const rehearsalChecks: readonly RehearsalCheck[] = [
  forwardApplies,
  rowsSurvive,
  schemaSurvives,
  rollbackExists,
  rollbackApplies,
  rollbackRestoresSchema,
  rollbackRestoresData,
  reapplyIsIdentical,
  expectedIndexes,
  foreignKeysHold,
  jsonColumnsValidate,
  queriesUseIndexes,
  databaseIsIntact,
];
