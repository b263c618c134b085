import type { LooseFinding } from '../model/report.ts';
import type { Step } from '../model/step.ts';

/** The finding for a step that was only to be applied and is not: without it nothing above it is proven. */
export function brokenBelow({ migration, forward }: Step): LooseFinding {
  const { id, forward: script } = migration;
  return {
    check: 'forward-applies',
    severity: 'error',
    object: `step ${id}`,
    message: `step ${id} does not apply, and the steps that were to be proven stand on it: ${forward.failure?.message ?? ''}`,
    why: 'It was not chosen itself, so it was only applied. A step that could not be reached is not proven.',
    fix: `See what is wrong with it: stepproof check --step ${id}`,
    location: { file: script.path, line: 1, column: 1 },
    data: { step: id },
  };
}
