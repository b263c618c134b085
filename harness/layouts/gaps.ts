import type { LooseFinding } from '../model/report.ts';
import { aboutFile } from './remarks.ts';

/** A step by its number and its forward file. */
export interface NumberedStep {
  readonly number: bigint;
  readonly path: string;
}

/** Notes for numbers that are left out of a series 1, 2, 3 …; other series, such as timestamps, have no gaps. */
export function gapRemarks(steps: readonly NumberedStep[]): readonly LooseFinding[] {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || first.number > 1n) return [];
  if (last.number - first.number > 2n * BigInt(steps.length)) return [];
  return steps.flatMap(({ number, path }, index) => {
    const previous = steps[index - 1];
    if (previous === undefined || number - previous.number <= 1n) return [];
    return [{ ...aboutFile(path), ...missing(previous, number), check: 'forward-applies', severity: 'note' }];
  });
}

function missing(previous: NumberedStep, number: bigint): Pick<LooseFinding, 'message' | 'why' | 'fix'> {
  const [from, to] = [previous.number + 1n, number - 1n];
  return {
    message: `${from === to ? `number ${from} is` : `numbers ${from} to ${to} are`} missing behind ${previous.path}`,
    why: 'The numbers follow each other otherwise: a file may have been forgotten, or is on its way on another branch.',
    fix: 'Add the file, or number the next ones on.',
  };
}
