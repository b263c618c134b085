import { partialIndexInList } from '../../harness/hazards/partial-index-in-list.ts';
import { describeHazard } from './describing.ts';

describeHazard(partialIndexInList, {
  ladders: {
    'h46-partial-index-with-in-list': ['note index build_waiting'],
  },
  harmless: [["CREATE INDEX i ON a (x) WHERE y IN ('only');"]],
});
