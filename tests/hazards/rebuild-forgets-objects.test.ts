import { rebuildForgetsObjects } from '../../harness/hazards/rebuild-forgets-objects.ts';
import { describeHazard } from './describing.ts';

describeHazard(rebuildForgetsObjects, {
  ladders: {
    'h07-index-lost': ['error index orders_by_customer'],
    'h07-index-lost-in-rollback': ['error index sensor_site'],
    'h07-trigger-lost': ['error trigger asset_touched'],
    'h07-trigger-lost-in-rollback': ['error trigger wallet_guard'],
    'h07-unique-index-lost': ['error index account_email'],
  },
});
