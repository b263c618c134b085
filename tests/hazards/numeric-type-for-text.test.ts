import { numericTypeForText } from '../../harness/hazards/numeric-type-for-text.ts';
import { describeHazard } from './describing.ts';

describeHazard(numericTypeForText, {
  ladders: {
    'h24-text-becomes-numeric-type': ['warning column subscriber.phone'],
    'h43-text-becomes-datetime-type': ['warning column membership.since'],
    'h43-text-becomes-json-type': ['warning column setting.value'],
  },
  harmless: [['CREATE TABLE a (x DECIMAL(10, 2), y BOOLEAN, z NUMERIC, t TEXT);']],
});
