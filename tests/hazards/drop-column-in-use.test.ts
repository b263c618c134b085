import { dropColumnInUse } from '../../harness/hazards/drop-column-in-use.ts';
import { describeHazard } from './describing.ts';

describeHazard(dropColumnInUse, {
  ladders: {
    'h10-trigger-inserts-dropped-column': ['warning trigger absence_recorded'],
    'h10-trigger-reads-dropped-column': ['warning trigger hire_size'],
    'h10-trigger-updates-dropped-column': ['warning trigger letter_logged'],
    'h11-column-in-index': ['error index volume_isbn'],
    'h11-column-in-view': ['warning view parcel_label'],
    'h11-primary-key-column': ['error the PRIMARY KEY of voucher'],
    'h11-unique-column': ['error UNIQUE (serial) of device'],
    'h17-add-primary-key-column': ['error the PRIMARY KEY of measure'],
    'h17-add-unique-column': ['error UNIQUE (handle) of app_user'],
    'rollback-column-in-index': ['error index airport_iata'],
    'rollback-column-in-view': ['warning view renter_list'],
  },
});
