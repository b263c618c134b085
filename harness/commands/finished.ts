import type { Check } from '../model/check.ts';
import type { StepReport } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import type { Range } from './selectRange.ts';

/** A pass is only worth something when everything planned was done: throws for a result that is missing. */
export function refuseUnfinished(
  reports: readonly StepReport[],
  checks: readonly Check[],
  migrations: readonly Migration[],
  { from, to }: Range,
  only: ReadonlySet<string> | null = null,
): void {
  const ids = migrations.map(({ id }) => id);
  const last = to === null ? ids.length - 1 : ids.indexOf(to);
  const planned = ids.slice(from === null ? 0 : ids.indexOf(from), last + 1);
  for (const id of planned.filter((id) => only?.has(id) ?? true)) {
    const results = reports.find((report) => report.id === id)?.checks ?? [];
    const missing = checks.find((check) => !results.some((result) => result.id === check.id));
    if (missing !== undefined) throw new Error(`step ${id} has no result of the check ${missing.id}`);
  }
}
