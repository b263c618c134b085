import type { Hazard } from '../model/hazard.ts';
import { affinityChanged } from './affinity-changed.ts';
import { analyzeInside } from './analyze-inside.ts';
import { backfillMovesUpdatedAt } from './backfill-moves-updated-at.ts';
import { d1Limits } from './d1-limits.ts';
import { d1NewerSql } from './d1-newer-sql.ts';
import { d1RefusedStatements } from './d1-refused-statements.ts';
import { d1TriggerSpelling } from './d1-trigger-spelling.ts';
import { danglingViewOrTrigger } from './dangling-view-or-trigger.ts';
import { doubleQuotedString } from './double-quoted-string.ts';
import { dropColumnInUse } from './drop-column-in-use.ts';
import { dropReachesChildren } from './drop-reaches-children.ts';
import { droppedDataComesBackEmpty } from './dropped-data-comes-back-empty.ts';
import { foreignKeysPragmaInside } from './foreign-keys-pragma-inside.ts';
import { ifNotExistsHides } from './if-not-exists-hides.ts';
import { keyTakesNull } from './key-takes-null.ts';
import { legacyAlterTable } from './legacy-alter-table.ts';
import { nonConstantDefault } from './non-constant-default.ts';
import { nonDeterministicExpression } from './non-deterministic-expression.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { numericTypeForText } from './numeric-type-for-text.ts';
import { partialIndexInList } from './partial-index-in-list.ts';
import { positionalInsert } from './positional-insert.ts';
import { rebuildForgetsObjects } from './rebuild-forgets-objects.ts';
import { rebuildLosesClauses } from './rebuild-loses-clauses.ts';
import { referenceToMissingKey } from './reference-to-missing-key.ts';
import { referenceWithDefault } from './reference-with-default.ts';
import { renameOldFirst } from './rename-old-first.ts';
import { renameUnderAView } from './rename-under-a-view.ts';
import { replaceOnParent } from './replace-on-parent.ts';
import { rollbackConflict } from './rollback-conflict.ts';
import { sequenceLost } from './sequence-lost.ts';
import { starCopy } from './star-copy.ts';
import { starInAView } from './star-in-a-view.ts';
import { transactionCommand } from './transaction-command.ts';
import { transactionTextInLiteral } from './transaction-text-in-literal.ts';
import { uniqueColumnAdded } from './unique-column-added.ts';
import { uniqueIndexBehindForeignKey } from './unique-index-behind-foreign-key.ts';
import { wranglerCutsStatement } from './wrangler-cuts-statement.ts';

/** Every danger that a script's text shows, in the order in which they are reported. */
export const hazards: readonly Hazard[] = [
  dropReachesChildren,
  foreignKeysPragmaInside,
  legacyAlterTable,
  renameOldFirst,
  renameUnderAView,
  replaceOnParent,
  starCopy,
  positionalInsert,
  rebuildForgetsObjects,
  rebuildLosesClauses,
  affinityChanged,
  sequenceLost,
  droppedDataComesBackEmpty,
  backfillMovesUpdatedAt,
  danglingViewOrTrigger,
  starInAView,
  dropColumnInUse,
  notNullWithoutDefault,
  nonConstantDefault,
  uniqueColumnAdded,
  referenceWithDefault,
  referenceToMissingKey,
  uniqueIndexBehindForeignKey,
  ifNotExistsHides,
  nonDeterministicExpression,
  doubleQuotedString,
  keyTakesNull,
  numericTypeForText,
  partialIndexInList,
  transactionCommand,
  rollbackConflict,
  analyzeInside,
  d1Limits,
  d1RefusedStatements,
  d1NewerSql,
  d1TriggerSpelling,
  transactionTextInLiteral,
  wranglerCutsStatement,
];
