import { type StatsFs, statfsSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';

/** Throws `UserError` where a folder's disk has less room than that, for this account. */
export function requireFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize, blocks } = spaceIn(folder);
  const there = bavail * bsize;
  // Some file systems, among them those of containers, do not tell.
  if (blocks === 0 || there >= bytes) return;
  throw new UserError('disk-full', `${folder} has no room for ${megabytes(bytes)}`, {
    why: `There are ${megabytes(there)} free.`,
    fix: 'Make room, or set TMPDIR to a folder with more of it.',
  });
}

function spaceIn(folder: string): StatsFs {
  try {
    return statfsSync(folder);
  } catch (error) {
    throw new UserError('io-error', `${folder} cannot be written to`, {
      why: error instanceof Error ? error.message : String(error),
      fix: 'Name a folder that is there and that this account may enter.',
    });
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
