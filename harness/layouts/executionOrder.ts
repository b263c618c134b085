import { UserError } from '../model/errors.ts';

/**
 * Puts file names in the order in which wrangler applies them: the leading integer by its value (10 after 9), numbered
 * before unnumbered, then by text. Two files of one number have no order that everybody would agree on. `leading`: what
 * counts as the number.
 */
export function inExecutionOrder(names: readonly string[], folder: string, leading = DIGITS): readonly string[] {
  const ordered = names.map((name) => withNumber(name, leading)).sort(compare);
  for (const [index, file] of ordered.entries()) {
    const previous = ordered[index - 1];
    if (previous === undefined || file.number === null || previous.number !== file.number) continue;
    throw new UserError('migration-duplicate', `two migrations have the number ${file.number}`, {
      why: `${folder}/${previous.name} and ${folder}/${file.name} could run in either order, and one tool's order is not another's.`,
      fix: 'Give one of them the next free number, and its rollback the same name.',
      location: { file: `${folder}/${file.name}`, line: 1, column: 1 },
    });
  }
  return ordered.map(({ name }) => name);
}

/** The same order for tools to which the text of a name settles what its number leaves open. */
export function byNumberThenText(names: readonly string[]): readonly string[] {
  return names
    .map((name) => withNumber(name))
    .sort(compare)
    .map(({ name }) => name);
}

/**
 * The order in which wrangler applies files in several folders: part by part of the path, each as above, and by text
 * where numbers are the same (https://github.com/cloudflare/workers-sdk, packages/workers-utils/src/d1-migrations.ts).
 */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (const [part, name] of left.entries()) {
    const other = right[part];
    if (other === undefined) return 1;
    if (name !== other) return compare(withNumber(name), withNumber(other));
  }
  return left.length - right.length;
}

const DIGITS = /^\d+/;

/** Digits that are not the year of a date in parts (2024-05-01): all of a year would have the same number. */
export const DIGITS_BUT_NO_DATE = /^\d+(?!\d|[-.]\d\d[-.]\d\d)/;

interface NumberedFile {
  readonly name: string;
  readonly number: bigint | null;
}

function compare(a: NumberedFile, b: NumberedFile): number {
  if (a.number !== null && b.number !== null && a.number !== b.number) return a.number < b.number ? -1 : 1;
  if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

function withNumber(name: string, leading = DIGITS): NumberedFile {
  const digits = leading.exec(name)?.[0];
  return { name, number: digits === undefined ? null : BigInt(digits) };
}
