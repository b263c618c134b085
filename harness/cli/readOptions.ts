import { UserError } from '../model/errors.ts';
import type { Arguments } from './arguments.ts';

/** An option's only value. */
export function textOf({ options }: Arguments, name: string): string | undefined {
  return options.get(name)?.[0];
}

/** The values of a repeatable option, `a,b` counting as two. */
export function listOf({ options }: Arguments, name: string): readonly string[] {
  return (options.get(name) ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

export function isGiven({ options }: Arguments, name: string): boolean {
  return options.has(name);
}

/** An option's value as a whole number within bounds. Throws `UserError`. */
export function integerOf(given: Arguments, name: string, least: number, most: number): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UserError('bad-usage', `--${name} is a whole number from ${least} to ${most}, not "${text}"`);
}

/** As long as a timer of Node or SQLite can wait: 2^31 - 1 milliseconds. */
const LONGEST = 2_147_483;

/** An option's value as seconds, of which there are more than none. Throws `UserError`. */
export function secondsOf(given: Arguments, name: string): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && number > 0 && number <= LONGEST) return number;
  throw new UserError('bad-usage', `--${name} is a number of seconds above 0 and up to ${LONGEST}, not "${text}"`);
}
