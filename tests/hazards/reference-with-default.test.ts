import { referenceWithDefault } from '../../harness/hazards/reference-with-default.ts';
import { describeHazard } from './describing.ts';

describeHazard(referenceWithDefault, {
  ladders: {
    'h18-references-with-default': ['error column article.section_id'],
  },
});
