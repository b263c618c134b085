import { analyzeInside } from '../../harness/hazards/analyze-inside.ts';
import { describeHazard } from './describing.ts';

describeHazard(analyzeInside, {
  dangerous: [['PRAGMA optimize;']],
  harmless: [['CREATE TABLE analyze_log (x); PRAGMA table_info(a);']],
});
