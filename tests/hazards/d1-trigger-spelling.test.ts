import { d1TriggerSpelling } from '../../harness/hazards/d1-trigger-spelling.ts';
import { describeHazard } from './describing.ts';

describeHazard(d1TriggerSpelling, {
  harmless: [['CREATE TRIGGER "case" AFTER INSERT ON a WHEN CASE WHEN new.x THEN 1 ELSE 0 END BEGIN SELECT 1; END;']],
});
