import { danglingViewOrTrigger } from '../../harness/hazards/dangling-view-or-trigger.ts';
import { describeHazard } from './describing.ts';

describeHazard(danglingViewOrTrigger, {
  ladders: {
    'h09-trigger-left-dangling': ['error trigger comment_published'],
    'h09-view-left-dangling': ['error view turnout'],
    'h09-view-over-renamed-away-table': ['error view report_titles'],
  },
});
