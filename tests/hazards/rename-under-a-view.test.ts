import { renameUnderAView } from '../../harness/hazards/rename-under-a-view.ts';
import { describeHazard } from './describing.ts';

describeHazard(renameUnderAView, {
  ladders: {
    'h08-trigger-of-another-table': ['error trigger page_view_counted'],
    'h08-view-in-rollback': ['error view harbour'],
    'h08-view-names-rebuilt-table': ['error view payroll'],
  },
});
