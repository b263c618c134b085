import type { Position } from '../model/script.ts';

/**
 * Where a key is most likely written, found by looking for the keys of its path one after the other: a configuration is
 * a program, so only running it tells what it holds, and then the positions are gone. Ends at the deepest key found.
 */
export function locateKey(source: string, path: readonly PropertyKey[]): Position {
  let found = 0;
  for (const key of path) {
    if (typeof key !== 'string') continue;
    const pattern = new RegExp(`(?<=^|[\\s{,])(["'\`]?)${escaped(key)}\\1\\s*[:(,}]`, 'gm');
    pattern.lastIndex = found;
    const match = pattern.exec(source);
    if (match === null) break;
    found = match.index;
  }
  const before = source.slice(0, found).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
