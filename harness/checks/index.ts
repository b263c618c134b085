import type { Check } from '../model/check.ts';
import { cascadesAct } from './cascades-act.ts';
import { constraintsHold } from './constraints-hold.ts';
import { directivesTakeEffect } from './directives-take-effect.ts';
import { enginesAgree } from './engines-agree.ts';
import { expectedIndexes } from './expected-indexes.ts';
import { foreignKeysHold } from './foreign-keys-hold.ts';
import { foreignKeysIndexed } from './foreign-keys-indexed.ts';
import { forwardApplies } from './forward-applies.ts';
import { historyIsKept } from './history-is-kept.ts';
import { indexesEarnTheirKeep } from './indexes-earn-their-keep.ts';
import { interruptionLeavesNoTrace } from './interruption-leaves-no-trace.ts';
import { jsonColumnsValidate } from './json-columns-validate.ts';
import { lockedStepsUnchanged } from './locked-steps-unchanged.ts';
import { newRowsSurviveRollback } from './new-rows-survive-rollback.ts';
import { plansDoNotRegress } from './plans-do-not-regress.ts';
import { primaryKeysRefuseNull } from './primary-keys-refuse-null.ts';
import { queriesUseIndexes } from './queries-use-indexes.ts';
import { reapplyIsIdentical } from './reapply-is-identical.ts';
import { rollbackApplies } from './rollback-applies.ts';
import { rollbackExists } from './rollback-exists.ts';
import { rollbackRestoresData } from './rollback-restores-data.ts';
import { rollbackRestoresSchema } from './rollback-restores-schema.ts';
import { rowsSurvive } from './rows-survive.ts';
import { schemaSurvives } from './schema-survives.ts';
import { updatedAtMoves } from './updated-at-moves.ts';
import { verifyPasses } from './verify-passes.ts';
import { viewsAndTriggersRun } from './views-and-triggers-run.ts';
import { warmStatementsAgree } from './warm-statements-agree.ts';

/** Every promise about a step, in the order in which they are checked and reported. */
export const checks: readonly Check[] = [
  forwardApplies,
  rowsSurvive,
  schemaSurvives,
  verifyPasses,
  rollbackExists,
  rollbackApplies,
  rollbackRestoresSchema,
  rollbackRestoresData,
  newRowsSurviveRollback,
  reapplyIsIdentical,
  interruptionLeavesNoTrace,
  expectedIndexes,
  foreignKeysHold,
  cascadesAct,
  constraintsHold,
  jsonColumnsValidate,
  foreignKeysIndexed,
  indexesEarnTheirKeep,
  primaryKeysRefuseNull,
  queriesUseIndexes,
  warmStatementsAgree,
  plansDoNotRegress,
  viewsAndTriggersRun,
  updatedAtMoves,
  lockedStepsUnchanged,
  historyIsKept,
  enginesAgree,
  directivesTakeEffect,
];
