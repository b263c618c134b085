import type { History } from '../model/history.ts';
import type { LooseFinding } from '../model/report.ts';

/** Findings for steps of the base branch that are gone: databases that have run them cannot be taken back any more. */
export function removedFindings(history: History | null): readonly LooseFinding[] {
  if (history === null) return [];
  const { ref } = history;
  return [...history.removed].map(([id, path]) => ({
    check: 'history-is-kept',
    severity: 'error',
    object: `step ${id}`,
    message: `${path} is gone, and ${ref} has it`,
    why: 'New databases end without what it makes, and databases that have run it have a step that nobody can explain or take back.',
    fix: `Put it back: git checkout ${ref} -- ${path}. What it did is undone by a new step.`,
    location: null,
    data: { ref, path },
  }));
}
