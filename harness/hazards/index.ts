import type { Hazard } from '../model/hazard.ts';
import { danglingViewOrTrigger } from './dangling-view-or-trigger.ts';
import { dropColumnInUse } from './drop-column-in-use.ts';
import { dropReachesChildren } from './drop-reaches-children.ts';
import { foreignKeysPragmaInside } from './foreign-keys-pragma-inside.ts';
import { nonConstantDefault } from './non-constant-default.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { rebuildForgetsObjects } from './rebuild-forgets-objects.ts';
import { referenceWithDefault } from './reference-with-default.ts';
import { renameOldFirst } from './rename-old-first.ts';
import { renameUnderAView } from './rename-under-a-view.ts';
import { uniqueColumnAdded } from './unique-column-added.ts';

/** Every danger that a script's text shows, in the order in which they are reported. */
export const hazards: readonly Hazard[] = [
  dropReachesChildren,
  foreignKeysPragmaInside,
  renameOldFirst,
  renameUnderAView,
  rebuildForgetsObjects,
  danglingViewOrTrigger,
  dropColumnInUse,
  notNullWithoutDefault,
  nonConstantDefault,
  uniqueColumnAdded,
  referenceWithDefault,
];
