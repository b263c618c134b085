import type { CheckOutcome } from '../../model/check.ts';
import type { Failure } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Arrival } from '../../model/observation.ts';
import type { Script } from '../../model/script.ts';
import type { ScriptFacts } from '../../model/step.ts';
import { adviceOnDisagreement } from './disagreementAdvice.ts';
import { failurePlace } from './failurePlace.ts';
import type { Meeting } from './meeting.ts';
import { failedStatement, tried } from './outcome.ts';

/** Whether both scripts of a step go through on both engines. */
export function agreedScripts({ step, there, here }: Meeting): CheckOutcome {
  const { migration, forwardFacts, rollbackFacts } = step;
  const runs = [
    { script: migration.forward, facts: forwardFacts, was: there.after, is: here.after },
    ...(migration.rollback === null || rollbackFacts === null
      ? []
      : [{ script: migration.rollback, facts: rollbackFacts, was: there.restored, is: here.restored }]),
  ].filter(({ was, is }) => hasRun(was) && hasRun(is));
  const findings = runs.flatMap(({ script, facts, was, is }) => {
    if (was.failure === null && is.failure !== null)
      return [refused(script, facts, is.failure, here.called, there.called)];
    if (was.failure !== null && is.failure === null)
      return [refused(script, facts, was.failure, there.called, here.called)];
    return [];
  });
  return tried(runs.length, findings);
}

function hasRun({ sight, failure }: Arrival): boolean {
  return sight !== null || failure !== null;
}

function refused(script: Script, facts: ScriptFacts, failure: Failure, by: string, other: string): Finding {
  const statement = failedStatement(facts.runnable, failure.statement);
  const { why, fix } = adviceOnDisagreement(failure);
  return {
    severity: 'error',
    object: `script ${script.path}`,
    message: `${other} accepts this, ${by} refuses it: ${failure.message}`,
    why,
    fix,
    location: failurePlace(script, statement, failure.message),
    data: { code: failure.code, refusedBy: by, acceptedBy: other },
  };
}
