import { didYouMean } from '../config/nearest.ts';
import type { Check } from '../model/check.ts';
import type { Config } from '../model/config.ts';
import { UserError } from '../model/errors.ts';
import type { CheckOptions } from './checkOptions.ts';

/** The checks that are asked for and not switched off, in their own order. Throws `UserError` for an unknown id. */
export function selectChecks<Kind extends Pick<Check, 'id'>>(
  checks: readonly Kind[],
  { check: only = [], skip = [] }: CheckOptions,
  severity: Config['severity'],
): readonly Kind[] {
  const ids = checks.map(({ id }) => id);
  for (const id of [...only, ...skip]) if (!ids.includes(id)) throw unknownCheck(id, ids);
  const selected = checks.filter(
    ({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id) && severity[id] !== 'off',
  );
  if (selected.length > 0) return selected;
  throw new UserError('bad-usage', 'no check is left to run', {
    why: '--skip and severity "off" leave out every check that --check asks for.',
    fix: 'Take one of them back: a run without checks would pass whatever the migrations do.',
  });
}

/** The error for the id of a check that does not exist. */
export function unknownCheck(id: string, known: readonly string[]): UserError {
  return new UserError('bad-usage', `unknown check "${id}"${didYouMean(id, known)}`, {
    fix: '`stepproof explain` lists all checks.',
  });
}
