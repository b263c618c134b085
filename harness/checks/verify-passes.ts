import type { Check } from '../model/check.ts';
import type { Failure } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { Script } from '../model/script.ts';
import type { ScriptFacts, State } from '../model/step.ts';
import { failurePlace } from './parts/failurePlace.ts';
import { FORWARD_FAILED, failedStatement, skip, tried } from './parts/outcome.ts';

/** The project's own verify script finds what the step was to make. */
export const verifyPasses: Check = {
  id: 'verify-passes',
  summary: 'The verify script of the step runs without an error after it.',

  async run({ step, fork }) {
    const { verifyFacts, forward } = step;
    const verify = step.migration.verify ?? null;
    if (verify === null || verifyFacts === null) return skip('the step has no verify script');
    if (forward.state === null) return skip(FORWARD_FAILED);
    if (verifyFacts.runnable.length === 0) return skip('the verify script holds no statement');
    const failureOn = async (state: State | null): Promise<Failure | null> =>
      state === null ? null : (await fork(state)).apply(verifyFacts.runnable, { foreignKeys: 'on' });
    const failure = await failureOn(forward.state);
    const cases = verifyFacts.runnable.length;
    if (failure === null) return tried(cases, []);
    // A script that counts the project's own rows cannot know of generated ones.
    const onEmpty = await failureOn((await step.forwardOnEmpty()).state);
    return tried(cases, onEmpty === null ? [] : [finding(verify, verifyFacts, failure)]);
  },
};

function finding(verify: Script, { runnable }: ScriptFacts, failure: Failure): Finding {
  return {
    severity: 'error',
    object: `script ${verify.path}`,
    message: `the verify script fails after the step: ${failure.message}`,
    why: 'Either the step does not make what it was to make, or the script asks for something else; Sqitch takes such a step back, or leaves it as failed.',
    fix: 'Correct the one that is wrong.',
    location: failurePlace(verify, failedStatement(runnable, failure.statement), failure.message),
    data: { code: failure.code },
  };
}
