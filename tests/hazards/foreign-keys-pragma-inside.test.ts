import { foreignKeysPragmaInside } from '../../harness/hazards/foreign-keys-pragma-inside.ts';
import { describeHazard } from './describing.ts';

describeHazard(foreignKeysPragmaInside, {
  ladders: {
    'h02-pragma-off-in-rollback': ['error script rollbacks/0002_course_credits.sql'],
    'h02-pragma-off-inside': ['error script migrations/0002_patient_insurance.sql'],
  },
});
