import { renameOldFirst } from '../../harness/hazards/rename-old-first.ts';
import { describeHazard } from './describing.ts';

describeHazard(renameOldFirst, {
  ladders: {
    'h05-dangling-reference': ['error table delivery'],
    'h05-dangling-reference-on-empty-keys': ['error table ticket'],
    'h05-rename-old-first': ['error table concert'],
    'h06-legacy-alter-table': ['error table essay'],
  },
  harmless: [
    [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, x); CREATE TABLE c (p INTEGER REFERENCES p (id));',
      `ALTER TABLE p RENAME TO p_old; ALTER TABLE c RENAME TO c_old;
       CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p (id));
       INSERT INTO p SELECT id FROM p_old; INSERT INTO c SELECT p FROM c_old; DROP TABLE c_old; DROP TABLE p_old;`,
    ],
  ],
});
