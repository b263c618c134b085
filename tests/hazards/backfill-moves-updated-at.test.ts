import { backfillMovesUpdatedAt } from '../../harness/hazards/backfill-moves-updated-at.ts';
import { describeHazard } from './describing.ts';

describeHazard(backfillMovesUpdatedAt, {
  ladders: {
    'h50-backfill-moves-updated-at': ['warning table shipment'],
  },
  harmless: [
    [
      'CREATE TABLE a (x, y, updated_at); CREATE TRIGGER t AFTER UPDATE OF y ON a BEGIN UPDATE a SET updated_at = 1; END;',
      'UPDATE a SET x = 1;',
    ],
    [
      'CREATE TABLE a (x, updated_at); CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE a SET updated_at = 1; END;',
      'UPDATE a SET x = 1, updated_at = updated_at;',
    ],
  ],
});
