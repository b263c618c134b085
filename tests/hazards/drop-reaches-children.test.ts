import { dropReachesChildren } from '../../harness/hazards/drop-reaches-children.ts';
import { describeHazard } from './describing.ts';

describeHazard(dropReachesChildren, {
  ladders: {
    'h01-cascade-child': ['error table member'],
    'h01-composite-key': ['error table seat'],
    'h01-grandchild': ['error table shelf'],
    'h01-rollback-nulls-child': ['error table booking'],
    'h01-rollback-wipes-child': ['error table track'],
    'h01-set-default-child': ['error table truck'],
    'h01-set-null-child': ['error table invoice'],
    'h02-pragma-off-in-rollback': ['error table enrolment'],
    'h02-pragma-off-inside': ['error table visit'],
    'h03-defer-does-not-protect': ['error table pet'],
    'h03-defer-set-null': ['error table lead'],
    'h05-rename-old-first': ['error table concert'],
    'h06-legacy-alter-table': ['error table essay'],
  },
});
