import { keyTakesNull } from '../../harness/hazards/key-takes-null.ts';
import { describeHazard } from './describing.ts';

describeHazard(keyTakesNull, {
  ladders: {
    'h26-composite-key-takes-null': ['note table seat'],
    'h26-primary-key-takes-null': ['note table token'],
  },
  harmless: [['CREATE TABLE a (id INTEGER, PRIMARY KEY (id)); CREATE TABLE b (k TEXT PRIMARY KEY) WITHOUT ROWID;']],
});
