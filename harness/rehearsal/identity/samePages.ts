import { foldName } from '../../inspect/foldName.ts';
import type { WorkingCopy } from '../../model/realDatabase.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';

/**
 * The tables, by their name before, of which no page was written: what is stored and the text that says how it is read are
 * the same. A virtual table is read from its shadow tables, and from any other that its text names.
 */
export async function tablesOnSamePages(
  copy: WorkingCopy,
  before: SchemaSnapshot,
  now: SchemaSnapshot,
): Promise<ReadonlySet<string>> {
  const after = new Map(now.tables.map((table) => [foldName(table.name), table]));
  const alike = before.tables.filter((table) => {
    const is = after.get(foldName(table.name));
    return is !== undefined && is.tokens === table.tokens && is.kind === table.kind && is.rootPage === table.rootPage;
  });
  const stored = alike.filter(({ rootPage }) => rootPage > 0);
  const unchanged = await copy.unchanged(stored.map(({ rootPage }) => rootPage));
  const same = new Set(stored.filter(({ rootPage }) => unchanged.has(rootPage)).map(({ name }) => name));
  const virtual = alike.filter((table) => table.kind === 'virtual' && isStoredIn(table, before, same));
  return new Set([...same, ...virtual.map(({ name }) => name)]);
}

function isStoredIn(table: Table, { tables, views }: SchemaSnapshot, same: ReadonlySet<string>): boolean {
  const text = foldName(table.sql);
  const named = (other: { readonly name: string }): boolean => text.includes(foldName(other.name));
  const shadows = tables.filter(
    ({ kind, name }) => kind === 'shadow' && foldName(name).startsWith(`${foldName(table.name)}_`),
  );
  const read = [...shadows, ...tables.filter((other) => other !== table && named(other))];
  return shadows.length > 0 && read.every(({ name }) => same.has(name)) && !views.some(named);
}
