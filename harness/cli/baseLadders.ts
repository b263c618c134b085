import type { ReadMigrations } from '../commands/baseBranch.ts';
import type { BaseLadders } from '../commands/history.ts';
import { baseCommits } from './baseCommits.ts';
import { withCheckedOut } from './checkedOut.ts';

/** Reads the migrations of a base branch, where this branch left it and as they are now. Throws `UserError`. */
export function baseLadders(dir: string, ref: string, wanted: readonly string[], read: ReadMigrations): BaseLadders {
  const { fork, tip } = baseCommits(dir, ref);
  const atFork = withCheckedOut(dir, fork, wanted, read);
  return { ref, fork: atFork, tip: tip === fork ? atFork : withCheckedOut(dir, tip, wanted, read) };
}
