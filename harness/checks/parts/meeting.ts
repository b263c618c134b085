import type { Observation } from '../../model/observation.ts';
import type { Step } from '../../model/step.ts';

/** Two engines at the same step. */
export interface Meeting {
  readonly step: Step;
  /** The one before. */
  readonly there: Observation;
  /** The one that is asked. */
  readonly here: Observation;
}
