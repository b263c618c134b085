import { spawnSync } from 'node:child_process';

const MOST_BYTES = 256 * 1024 * 1024;

/** What git prints for a command in a folder; null when it fails, or is not there. */
export function git(cwd: string, args: readonly string[], input?: string): Buffer | null {
  const { status, stdout } = spawnSync('git', args, {
    cwd,
    input: input ?? '',
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: MOST_BYTES,
  });
  return status === 0 ? stdout : null;
}

/** The same as one line of text. */
export function gitLine(cwd: string, args: readonly string[]): string | null {
  return git(cwd, args)?.toString('utf8').trimEnd() ?? null;
}
