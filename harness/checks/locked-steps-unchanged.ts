import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { LockView } from '../model/lock.ts';
import type { Step } from '../model/step.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** What stepproof.lock.json knows of a step is still so. */
export const lockedStepsUnchanged: Check = {
  id: 'locked-steps-unchanged',
  summary: 'A step that the lock knows has the same scripts, schema and plans as when it was accepted.',

  async run({ step, lock }) {
    if (step.forward.state === null) return skip(FORWARD_FAILED);
    const view = await lock();
    if (view === null) return skip('there is no stepproof.lock.json (stepproof check --update writes it)');
    if (view.locked === null) return tried(1, [unknownStep(step)]);
    return tried(3 + Object.keys(view.locked.plans).length, [
      ...editedScripts(view, step),
      ...changedPlans(view, step),
    ]);
  },
};

function unknownStep({ migration }: Step): Finding {
  return {
    severity: 'note',
    object: `step ${migration.id}`,
    message: 'the lock does not know this step yet',
    why: 'Its scripts, indexes and plans are not watched until they are accepted.',
    fix: 'stepproof check --update',
    location: locate(migration.forward),
    data: {},
  };
}

/** Only a step that the base branch has is frozen: the one under work may be edited freely. */
function editedScripts({ locked, observed, frozen }: LockView, { migration }: Step): readonly Finding[] {
  if (locked === null || !frozen) return [];
  const edited = [
    ...(locked.forward === observed.forward ? [] : [migration.forward]),
    ...(locked.rollback === observed.rollback ? [] : [migration.rollback ?? migration.forward]),
  ];
  return edited.map((script) => ({
    severity: 'error',
    object: `script ${script.path}`,
    message: `${script.path} is not the script that was accepted`,
    why: 'Databases that have applied it already do not run it again, so they end with another schema than new ones.',
    fix: 'Put the accepted text back and write the change as a new step; or accept it on purpose: stepproof check --update',
    location: locate(script),
    data: { locked: locked.forward, observed: observed.forward },
  }));
}

function changedPlans({ locked, observed, frozen }: LockView, { migration }: Step): readonly Finding[] {
  if (locked === null || !frozen) return [];
  return Object.entries(locked.plans)
    .filter(([name, plan]) => observed.plans[name] !== undefined && observed.plans[name].join('\n') !== plan.join('\n'))
    .map(([name, plan]) => ({
      severity: 'error',
      object: `query ${name}`,
      message: `query ${name} has another plan than the accepted one: ${(observed.plans[name] ?? []).join('; ')}`,
      why: `It was accepted with: ${plan.join('; ')}`,
      fix: 'Look at what changed the plan; when it is meant: stepproof check --update',
      location: locate(migration.forward),
      data: { locked: plan, observed: observed.plans[name] },
    }));
}
