import type { Check, CheckOutcome } from '../../model/check.ts';
import type { Config } from '../../model/config.ts';
import type { StepScripts } from '../../model/step.ts';
import type { ObservedStep } from '../observed.ts';

/** What a check of real rows may use. */
export interface RehearsalContext {
  readonly step: StepScripts;
  readonly observed: ObservedStep;
  readonly config: Config;
  /** Whether the step can have a rollback at all; where its layout has none, none can be missing. */
  readonly reversible: boolean;
}

/** A promise about a step, judged on the rows of a real database by what was observed there. */
export interface RehearsalCheck extends Pick<Check, 'id'> {
  run(context: RehearsalContext): Promise<CheckOutcome>;
}
