import { d1NewerSql } from '../../harness/hazards/d1-newer-sql.ts';
import { describeHazard } from './describing.ts';

describeHazard(d1NewerSql, {
  dangerous: [['ALTER TABLE a DROP CONSTRAINT c;']],
  harmless: [
    ['ALTER TABLE a ADD COLUMN "constraint"; ALTER TABLE a DROP COLUMN x; ALTER TABLE a ADD y CHECK (y > 0);'],
  ],
});
