import { ifNotExistsHides } from '../../harness/hazards/if-not-exists-hides.ts';
import { describeHazard } from './describing.ts';

describeHazard(ifNotExistsHides, {
  ladders: {
    'h32-if-not-exists-hides-older-table': ['error table label'],
    'h32-if-not-exists-hides-other-columns': ['error index event_lookup'],
    'h32-if-not-exists-hides-other-table': ['error index by_sender'],
    'h32-if-not-exists-hides-uniqueness': ['error index payee_iban'],
  },
  dangerous: [
    ['CREATE VIEW v AS SELECT 1;', 'CREATE VIEW IF NOT EXISTS v AS SELECT 2;'],
    ['CREATE TABLE a (x TEXT NOT NULL);', 'CREATE TABLE IF NOT EXISTS a (x TEXT NOT NULL UNIQUE);'],
  ],
  harmless: [
    ['CREATE TABLE a (x TEXT);', 'CREATE TABLE IF NOT EXISTS "a" ( x  text );'],
    ['CREATE TABLE a (x); DROP TABLE a;', 'CREATE TABLE IF NOT EXISTS a (y);'],
    ['CREATE VIEW v AS SELECT 1;', 'CREATE VIEW IF NOT EXISTS v AS\n select 1;'],
  ],
});
