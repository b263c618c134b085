import { rollbackConflict } from '../../harness/hazards/rollback-conflict.ts';
import { describeHazard } from './describing.ts';

describeHazard(rollbackConflict, {
  ladders: {
    'h34-or-rollback': ['error script migrations/0002_copy_slots.sql'],
    'h34-raise-rollback': ['error script migrations/0001_tariffs.sql'],
    'h34-update-or-rollback-in-rollback': ['error script rollbacks/0002_rank_offset.sql'],
  },
  dangerous: [['update or rollback a set x = 1;']],
  harmless: [["INSERT INTO a VALUES ('or rollback into'); -- on conflict rollback"]],
});
