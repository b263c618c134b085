import type { LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import { passedOver } from './entries.ts';

/**
 * Our history and wrangler's ledger of one database as one: what either applied is applied. A step of ours stands in
 * both, and one that wrangler applied in its own alone.
 */
export function withWrangler(own: LedgerState, wranglers: LedgerState, migrations: readonly Migration[]): LedgerState {
  const appliedAt = new Map([...wranglers.applied, ...own.applied].map((step) => [step.id, step]));
  const named = new Set(wranglers.applied.map(({ id }) => id));
  const files = new Set(wranglers.unknown.map((name) => name.replace(/(?:\/migration)?\.sql$/, '')));
  return {
    ...own,
    tables: [...own.tables, ...wranglers.tables],
    applied: migrations.flatMap(({ id }) => appliedAt.get(id) ?? []),
    unknown: [...wranglers.unknown, ...own.unknown.filter((id) => !files.has(id))],
    problems: [
      ...passedOver(migrations, new Set(appliedAt.keys())),
      ...own.applied
        .filter(({ id }) => !named.has(id))
        .map(({ id }) => `${id} stands in our history and not in wrangler's ledger: wrangler would apply it again.`),
    ],
  };
}
