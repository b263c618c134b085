import { UserError } from '../model/errors.ts';
import { git, gitLine } from './git.ts';

/** The two commits of the base branch that matter: where this branch left it, and where it is now. */
export interface BaseCommits {
  readonly fork: string;
  readonly tip: string;
}

/** Finds the commits for `--since REF`. Throws `UserError` where git cannot tell. */
export function baseCommits(dir: string, ref: string): BaseCommits {
  if (git(dir, ['rev-parse', '--is-inside-work-tree']) === null) {
    throw new UserError('no-repository', `--since ${ref} needs a git repository, and ${dir} is in none`, {
      fix: 'Run it in a clone of the project, or leave out --since to prove every step.',
    });
  }
  const tip = gitLine(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (tip === null) {
    throw new UserError('unknown-ref', `git knows no commit ${ref}`, {
      why: 'A shallow clone has only the newest commit of one branch.',
      fix: 'Fetch it: git fetch origin, or `fetch-depth: 0` for actions/checkout.',
    });
  }
  const fork = gitLine(dir, ['merge-base', tip, 'HEAD']);
  if (fork !== null) return { fork, tip };
  throw new UserError('no-merge-base', `this branch and ${ref} have no commit in common`, {
    why: 'Either the clone is shallow, or the two have nothing to do with each other.',
    fix: 'Fetch the whole history: git fetch --unshallow, or `fetch-depth: 0` for actions/checkout.',
  });
}
