import { notNullWithoutDefault } from '../../harness/hazards/not-null-without-default.ts';
import { describeHazard } from './describing.ts';

describeHazard(notNullWithoutDefault, {
  ladders: {
    'h15-not-null-in-rollback': ['error column tin.colour'],
    'h15-not-null-without-default': ['error column lesson.level'],
  },
});
