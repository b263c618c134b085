import { uniqueIndexBehindForeignKey } from '../../harness/hazards/unique-index-behind-foreign-key.ts';
import { describeHazard } from './describing.ts';

describeHazard(uniqueIndexBehindForeignKey, {
  ladders: {
    'h29-unique-index-behind-foreign-key': ['error table stay'],
    'h29-unique-replaced-by-partial': ['error table bin'],
  },
  harmless: [
    [
      'CREATE TABLE p (x UNIQUE); CREATE UNIQUE INDEX i ON p (x); CREATE TABLE c (x REFERENCES p (x));',
      'DROP INDEX i;',
    ],
    [
      'CREATE TABLE p (x); CREATE UNIQUE INDEX i ON p (x); CREATE TABLE c (x REFERENCES p (x));',
      'DROP TABLE c; DROP INDEX i;',
    ],
  ],
});
