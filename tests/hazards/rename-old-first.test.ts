import { renameOldFirst } from '../../harness/hazards/rename-old-first.ts';
import { describeHazard } from './describing.ts';

describeHazard(renameOldFirst, {
  ladders: {
    'h05-dangling-reference': ['error table delivery'],
    'h05-dangling-reference-on-empty-keys': ['error table ticket'],
    'h05-rename-old-first': ['error table concert'],
    'h06-legacy-alter-table': ['error table essay'],
  },
});
