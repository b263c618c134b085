import { d1RefusedStatements } from '../../harness/hazards/d1-refused-statements.ts';
import { describeHazard } from './describing.ts';

describeHazard(d1RefusedStatements, {
  dangerous: [['VACUUM;'], ['CREATE TABLE _cf_a (x);']],
  harmless: [
    [
      'DROP TABLE IF EXISTS a; CREATE TABLE regexp (x); INSERT INTO regexp (x) VALUES (1); PRAGMA defer_foreign_keys = on;',
    ],
  ],
});
