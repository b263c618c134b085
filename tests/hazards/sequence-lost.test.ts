import { sequenceLost } from '../../harness/hazards/sequence-lost.ts';
import { describeHazard } from './describing.ts';

describeHazard(sequenceLost, {
  ladders: {
    'h22-sequence-lost': ['warning table ticket'],
    'h22-sequence-lost-in-rollback': ['warning table receipt'],
  },
});
