import { UserError } from '../model/errors.ts';
import type { NewStep } from '../model/layout.ts';
import { leadingVersion, nextVersion } from './nextVersion.ts';

/** How a tool names its migrations. */
export interface Naming {
  /** Of the files or folders that are migrations already. */
  readonly names: readonly string[];
  /** The version of a first one. */
  readonly first: string;
  /** Between version and words, as long as no name shows one. */
  readonly separator: string;
  readonly ending: string;
  /** The order in which the tool runs them. */
  inOrder(names: readonly string[]): readonly string[];
}

/**
 * The name of a next migration: the version that follows the last one, and the words of the step joined as the last
 * name joins them. Throws `UserError` where it would not be the last: a tool that compares names as text runs 100 before 99.
 */
export function nextName({ names, first, separator, ending, inOrder }: Naming, { words, now }: NewStep): string {
  const ordered = inOrder(names);
  const last = ordered.findLast((name) => leadingVersion(name) !== null) ?? '';
  const version = leadingVersion(last);
  const end = last.endsWith(ending) ? last.length - ending.length : last.lastIndexOf('.');
  const description = last.slice(version?.length ?? 0, end);
  const between = /^[^A-Za-z0-9]+/.exec(description)?.[0] ?? separator;
  const joined = words.join(joinerOf(description.slice(between.length), between));
  const name = `${version === null ? first : nextVersion(version, now)}${between}${joined}${ending}`;
  const final = inOrder([...names, name]).at(-1);
  if (final === name || final === undefined) return name;
  throw new UserError('no-next-name', `a step ${name} would run before ${final}`, {
    why: 'The next version, written as the others are, does not come last in the order of this layout.',
    fix: 'Name the file yourself, so that it does.',
  });
}

function joinerOf(description: string, between: string): string {
  if (description.includes('_')) return '_';
  return description.includes('-') || between.includes('-') ? '-' : '_';
}
