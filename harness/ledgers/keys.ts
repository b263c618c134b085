import { posix } from 'node:path';
import type { Migration } from '../model/script.ts';

/** The number that a migration's name begins with, without leading zeros; none where it begins with another character. */
export function numberOf({ id }: Migration): readonly string[] {
  const digits = /^[vV]?(\d+)/.exec(posix.basename(id))?.[1];
  return digits === undefined ? [] : [String(BigInt(digits))];
}

/** A migration's file as a tool may name it: by its name, or with the folders that it lies in. */
export function pathsOf({ forward }: Migration): readonly string[] {
  const parts = forward.path.split('/');
  return parts.map((_, index) => parts.slice(-1 - index).join('/'));
}
