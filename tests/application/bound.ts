import type { SQLQuery } from '@databases/sqlite-sync';

/** A query's text and values as the driver sends them. */
export function bound(query: SQLQuery): { readonly text: string; readonly values: readonly unknown[] } {
  return query.format({
    escapeIdentifier: (name) => `"${name.replaceAll('"', '""')}"`,
    formatValue: (value) => ({ placeholder: '?', value }),
  });
}
