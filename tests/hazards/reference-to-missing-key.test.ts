import { referenceToMissingKey } from '../../harness/hazards/reference-to-missing-key.ts';
import { describeHazard } from './describing.ts';

describeHazard(referenceToMissingKey, {
  ladders: {
    'h30-column-refers-to-missing-column': ['error table deal'],
    'h30-reference-to-missing-table': ['error table photo'],
    'h30-reference-to-non-unique-column': ['error table score'],
  },
  dangerous: [
    ['CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (x REFERENCES p);', 'DROP TABLE p;'],
    ['CREATE TABLE p (x); CREATE TABLE c (x REFERENCES p);'],
  ],
  harmless: [
    [
      'CREATE TABLE c (x REFERENCES p, y REFERENCES c (x)); CREATE UNIQUE INDEX i ON c (x); CREATE TABLE p (id INTEGER PRIMARY KEY);',
    ],
    ['CREATE TABLE p (a, b, UNIQUE (b, a)); CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p (a, b));'],
    [
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));',
      'ALTER TABLE p RENAME COLUMN id TO key; ALTER TABLE p RENAME TO q;',
    ],
  ],
});
