import type { LoadedConfig } from '../config/loaded.ts';
import { locate } from '../config/problem.ts';
import type { Check } from '../model/check.ts';
import type { LooseFinding } from '../model/report.ts';

/** The check that the configuration's JSON columns are for. */
const JSON_CHECK = 'json-columns-validate';

/** JSON columns that are described while no check reads them: silence would look like a proof. */
export function unreadJsonColumns(
  { jsonColumns, source }: LoadedConfig,
  checks: readonly Check[],
): readonly LooseFinding[] {
  const isRead = checks.some(({ id }) => id === JSON_CHECK);
  if (isRead || jsonColumns.length === 0 || source === null) return [];
  return [
    {
      check: JSON_CHECK,
      severity: 'note',
      object: `json ${jsonColumns.join(', ')}`,
      message: 'the configuration describes JSON columns, and no check of this version looks at them',
      why: 'Their documents are not proven.',
      fix: 'Nothing to do: a later version reads them.',
      location: locate(source, ['json']),
      data: { columns: jsonColumns },
    },
  ];
}
