/**
 * A number from 0 to 2^32 - 1 that depends on nothing but its arguments, so that what is generated for one column
 * stays the same whatever else is in the schema (FNV-1a, https://datatracker.ietf.org/doc/draft-eastlake-fnv/).
 */
export function hashOf(seed: number, ...names: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const text of [String(seed), ...names]) {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0xff, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
