import { join } from 'node:path';
import { type Command, type Cost, measure } from './measure.ts';

const PROJECT = join(import.meta.dirname, '..');

/** What other tools look at, and the rows besides. */
export const ROUND_TRIP_CHECKS = [
  'forward-applies',
  'rollback-applies',
  'rollback-restores-schema',
  'rollback-restores-data',
  'reapply-is-identical',
] as const;

/** Something to measure. */
export interface Case {
  readonly what: string;
  readonly target: string;
  readonly command: Command;
}

/** The compiled stepproof with these arguments. */
export function stepproof(args: readonly string[], folder: string): Command {
  return { program: process.execPath, args: [join(PROJECT, 'bin', 'stepproof.js'), ...args], folder };
}

/** Every case once in each repetition, so that whatever slows the machine down slows all of them; the first warms up. */
export function interleave(all: readonly Case[], repetitions: number, withMemory: boolean): Map<Case, Cost[]> {
  const costs = new Map<Case, Cost[]>(all.map((one) => [one, []]));
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    for (const [one, measured] of costs) {
      const cost = measure(one.command, withMemory);
      if (repetition > 0) measured.push(cost);
    }
  }
  return costs;
}
