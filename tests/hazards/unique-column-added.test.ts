import { uniqueColumnAdded } from '../../harness/hazards/unique-column-added.ts';
import { describeHazard } from './describing.ts';

describeHazard(uniqueColumnAdded, {
  ladders: {
    'h17-add-primary-key-column': ['error column measure.id'],
    'h17-add-unique-column': ['error column app_user.handle'],
  },
});
