import { queriesUseIndexes } from '../checks/queries-use-indexes.ts';
import type { LoadedConfig } from '../config/loaded.ts';
import { locate } from '../config/problem.ts';
import type { ClimbResult } from '../ladder/climb.ts';
import type { LooseFinding } from '../model/report.ts';

/**
 * Catalogued queries that the schema after the last step does not compile, and that no step's own finding names: each is
 * passed over as if its tables were still to come, and a typing error would stay unseen. Nothing is said where the last
 * step is not proven.
 */
export function unaskedQueries(
  { config, source }: LoadedConfig,
  { steps, lock }: Pick<ClimbResult, 'steps' | 'lock'>,
  last: string | undefined,
): readonly LooseFinding[] {
  const head = steps.find(({ id }) => id === last);
  const plans = last === undefined ? undefined : lock.steps[last]?.plans;
  if (plans === undefined || head === undefined || head.status === 'failed' || head.status === 'not-run') return [];
  const check = queriesUseIndexes.id;
  const named = new Set(
    steps.flatMap(({ checks }) =>
      checks.flatMap(({ id, findings }) => (id === check ? findings.map(({ object }) => object) : [])),
    ),
  );
  const asked = config.severity[check];
  return config.queries
    .filter(({ name, until }) => until === undefined && plans[name] === undefined && !named.has(`query ${name}`))
    .map(({ name, text }) => ({
      check,
      severity: asked === undefined || asked === 'off' ? 'warning' : asked,
      object: `query ${name}`,
      message: `query ${name} cannot be run after the last step, ${last}`,
      why: 'A query is passed over where it cannot be compiled, as if its tables were still to come: nothing that it promises was looked at.',
      fix: `Run it on a database with this schema, which says what is wrong, the number of its values included; or name in until the last step that has what it asks for:\n${text.trim()}`,
      location: source === null ? null : locate(source, ['queries', name]),
      data: {},
    }));
}
