import { starInAView } from '../../harness/hazards/star-in-a-view.ts';
import { describeHazard } from './describing.ts';

describeHazard(starInAView, {
  ladders: {
    'h38-union-of-stars': ['error view people'],
  },
  dangerous: [
    ['CREATE TABLE a (x); CREATE VIEW v (x) AS SELECT * FROM a;', 'ALTER TABLE a ADD COLUMN y;'],
    ['CREATE TABLE a (x); CREATE VIEW v AS SELECT * FROM a;', 'ALTER TABLE a ADD COLUMN y;'],
  ],
  harmless: [
    ['CREATE TABLE a (x); CREATE VIEW v AS SELECT count(*) FROM a UNION SELECT 1;', 'ALTER TABLE a ADD COLUMN y;'],
  ],
});
