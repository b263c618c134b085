import { legacyAlterTable } from '../../harness/hazards/legacy-alter-table.ts';
import { describeHazard } from './describing.ts';

describeHazard(legacyAlterTable, {
  ladders: {
    'h06-legacy-alter-table': ['error script migrations/0002_author_bio.sql'],
  },
  dangerous: [['PRAGMA legacy_alter_table(1);']],
  harmless: [['PRAGMA legacy_alter_table = OFF; PRAGMA legacy_alter_table;']],
});
