import type { Arbitrary } from 'fast-check';
import type { FastCheck } from './fastCheck.ts';

/** Text that matches a pattern, as far as fast-check can read it; what else the pattern asks for is left to a judge. */
export function patternArbitrary(fc: FastCheck, pattern: string): Arbitrary<string> {
  return matching(fc, pattern) ?? matching(fc, simplified(pattern)) ?? fc.string();
}

/** fast-check throws for lookarounds, backreferences and classes by Unicode property. */
function matching(fc: FastCheck, pattern: string): Arbitrary<string> | null {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return null;
  }
}

/** A pattern without lookarounds and with letters and digits for classes by Unicode property. */
function simplified(pattern: string): string {
  return pattern.replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '').replace(/\\[pP]\{[^}]*\}/g, '\\w');
}
