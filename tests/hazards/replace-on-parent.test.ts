import { replaceOnParent } from '../../harness/hazards/replace-on-parent.ts';
import { describeHazard } from './describing.ts';

describeHazard(replaceOnParent, {
  ladders: {
    'h35-replace-in-rollback': ['warning table price'],
    'h35-replace-on-parent': ['warning table subscription'],
  },
  dangerous: [
    [
      'CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a ON DELETE SET NULL);',
      'WITH c AS (SELECT 1) INSERT OR REPLACE INTO a SELECT * FROM c;',
    ],
  ],
  harmless: [
    ['CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a);', 'REPLACE INTO a VALUES (1);'],
    ["UPDATE a SET x = replace(x, 'a', 'b');"],
  ],
});
