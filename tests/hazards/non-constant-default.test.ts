import { nonConstantDefault } from '../../harness/hazards/non-constant-default.ts';
import { describeHazard } from './describing.ts';

describeHazard(nonConstantDefault, {
  ladders: {
    'h16-current-timestamp-default': ['error column session.seen_at'],
    'h16-expression-default': ['error column upload.public_key'],
  },
});
