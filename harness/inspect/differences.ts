import type { SchemaDifference } from '../model/schema.ts';

/** A difference that changes what the schema means. */
export function wrong(object: string, aspect: string, before: string | null, after: string | null): SchemaDifference {
  return { object, aspect, before, after, class: 'wrong' };
}

/** The differences of one object whose stored texts differ: with none in meaning, the text itself is one. */
export function orTextOnly(
  object: string,
  before: string,
  after: string,
  differences: readonly SchemaDifference[],
): readonly SchemaDifference[] {
  if (differences.length > 0) return differences;
  const [old, now] = differingLines(before, after);
  return [{ object, aspect: 'text', before: old, after: now, class: 'text-only' }];
}

/** Two texts without the lines that they begin and end with alike. */
export function differingLines(before: string, after: string): readonly [string, string] {
  const old = before.split('\n');
  const now = after.split('\n');
  const shorter = Math.min(old.length, now.length) - 1;
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return [old.slice(head, old.length - tail).join('\n'), now.slice(head, now.length - tail).join('\n')];
}
