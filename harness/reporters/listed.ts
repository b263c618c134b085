import { printableLine } from './printable.ts';

/** More names than these are only counted. */
const SHOWN = 5;

/** `a, b, c, d, e and 12 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map(printableLine).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
