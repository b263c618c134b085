import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { StepHistory } from '../model/history.ts';
import type { Migration, Script } from '../model/script.ts';
import { locate, skip, tried } from './parts/outcome.ts';

/** What the base branch has is as it was, and what is new comes after it. */
export const historyIsKept: Check = {
  id: 'history-is-kept',
  summary: 'A migration that the base branch has is not edited, and a new one comes after all of its migrations.',

  async run({ step, history }) {
    if (history === null) return skip('no base branch was named (--since)');
    const { migration } = step;
    return history.known === null
      ? tried(2, [...sameNumber(history, migration), ...overtaken(history, migration)])
      : tried(1, editedForward(history.known.forward, migration.forward, history.ref));
  },
};

function editedForward(known: string, forward: Script, ref: string): readonly Finding[] {
  if (known === forward.text) return [];
  return [
    {
      severity: 'error',
      object: `script ${forward.path}`,
      message: `${forward.path} is edited, and ${ref} has it already`,
      why: 'A database that has run it does not run it again, so it ends with another schema than a new one.',
      fix: `Put the text of ${ref} back, and write the change as a new step.`,
      location: locate(forward),
      data: { ref },
    },
  ];
}

function sameNumber({ ref, sameNumber: others }: StepHistory, { id, forward }: Migration): readonly Finding[] {
  return others.map((other) => ({
    severity: 'error',
    object: `step ${id}`,
    message: `${ref} has got a step with the same number: ${other}`,
    why: 'After the merge two migrations have one number: some tools refuse to run, some run only one of them, and the order of the two is chance.',
    fix: `Bring ${ref} into this branch, and give this step and its rollback the next free number.`,
    location: locate(forward),
    data: { ref, other },
  }));
}

function overtaken({ ref, overtaken: others }: StepHistory, { id, forward }: Migration): readonly Finding[] {
  const [first] = others;
  if (first === undefined) return [];
  const more = others.length === 1 ? '' : ` and ${others.length - 1} more`;
  return [
    {
      severity: 'warning',
      object: `step ${id}`,
      message: `the new step comes before ${first}${more}, which ${ref} has already`,
      why: 'A database that has run the later one either never runs this step or runs it in another order than a new database.',
      fix: 'Give it a number behind the last one.',
      location: locate(forward),
      data: { ref, others },
    },
  ];
}
