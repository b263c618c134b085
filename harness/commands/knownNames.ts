import type { LoadedConfig } from '../config/loaded.ts';
import { didYouMean } from '../config/nearest.ts';
import { type ConfigProblem, configError } from '../config/problem.ts';

/**
 * A promise about a step or a check that does not exist would never be looked at: throws `UserError` that names them
 * all.
 */
export function refuseUnknownNames(
  { config, source }: LoadedConfig,
  steps: readonly string[],
  checks: readonly string[],
) {
  if (source === null) return;
  const problems = [
    ...Object.keys(config.severity).flatMap((id) => unknown('check', id, checks, ['severity', id])),
    ...Object.keys(config.expect).flatMap((id) => unknown('step', id, steps, ['expect', id])),
    ...Object.keys(config.seeds).flatMap((id) => unknown('step', id, steps, ['seeds', id])),
    ...config.queries.flatMap(({ name, since, until }) => [
      ...unknown('step', since, steps, ['queries', name, 'since']),
      ...unknown('step', until, steps, ['queries', name, 'until']),
    ]),
    ...config.json.flatMap(({ table, column, since, until }) => [
      ...unknown('step', since, steps, ['json', `${table}.${column}`, 'since']),
      ...unknown('step', until, steps, ['json', `${table}.${column}`, 'until']),
    ]),
  ];
  if (problems.length > 0) throw configError(source, problems);
}

function unknown(
  kind: 'step' | 'check',
  id: string | undefined,
  known: readonly string[],
  path: ConfigProblem['path'],
): readonly ConfigProblem[] {
  if (id === undefined || known.includes(id)) return [];
  return [{ path, message: `there is no ${kind} "${id}"${didYouMean(id, known)}` }];
}
