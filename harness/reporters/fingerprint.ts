import { createHash } from 'node:crypto';
import type { PlacedFinding } from './placedFindings.ts';

/**
 * Tells findings apart by what they are about and not by their line, so that a finding stays the same one when the file
 * around it changes. Equal ones are numbered in the order in which they are asked about.
 */
export function fingerprints(): (placed: PlacedFinding) => string {
  const seen = new Map<string, number>();
  return ({ step, check, finding }) => {
    const about = [check, step?.id ?? null, finding.object, step?.engine ?? null];
    const digest = createHash('sha256').update(JSON.stringify(about)).digest('hex');
    const number = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, number);
    return `${digest}:${number}`;
  };
}
