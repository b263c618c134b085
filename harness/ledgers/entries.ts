import type { Migration } from '../model/script.ts';
import type { SqlValue } from '../model/value.ts';
import type { LedgerReading } from './tableLedger.ts';

/** What a ledger says of one step that is applied. */
export interface LedgerEntry {
  /** Its words for the step. */
  readonly words: string;
  /** By what it is found among the migrations. */
  readonly key: string;
  readonly appliedAt: string | null;
  /** Whether the migration has still the text of that time; left out where the tool keeps no checksum. */
  isUnchanged?(migration: Migration): boolean;
}

/** Finds each entry's migration; `keysOf` says by which keys the tool may know one. */
export function matchEntries(
  entries: readonly LedgerEntry[],
  migrations: readonly Migration[],
  keysOf: (migration: Migration) => readonly string[],
  problems: readonly string[] = [],
): LedgerReading {
  const byKey = new Map<string, Migration>();
  for (const migration of migrations) {
    for (const key of keysOf(migration)) if (!byKey.has(key)) byKey.set(key, migration);
  }
  const entryOf = new Map<string, LedgerEntry>();
  const unknown: string[] = [];
  for (const entry of entries) {
    const migration = byKey.get(entry.key);
    if (migration === undefined) unknown.push(entry.words);
    else entryOf.set(migration.id, entry);
  }
  const applied = migrations.flatMap((migration) => {
    const entry = entryOf.get(migration.id);
    return entry === undefined ? [] : [{ migration, entry }];
  });
  return {
    applied: applied.map(({ migration: { id }, entry }) => ({ id, appliedAt: entry.appliedAt })),
    unknown,
    edited: applied
      .filter(({ migration, entry }) => entry.isUnchanged?.(migration) === false)
      .map(({ migration }) => migration.id),
    problems: [...problems, ...passedOver(migrations, new Set(entryOf.keys()))],
  };
}

/**
 * Steps that are not applied although later ones are, a sentence for each. One with no way back is repeated, or stands for
 * others, and has no place of its own in the order.
 */
export function passedOver(migrations: readonly Migration[], applied: ReadonlySet<string>): readonly string[] {
  const inOrder = migrations.filter(({ oneWay }) => oneWay !== true);
  const last = inOrder.findLastIndex(({ id }) => applied.has(id));
  return inOrder
    .slice(0, Math.max(last, 0))
    .filter(({ id }) => !applied.has(id))
    .map(({ id }) => `${id} is not applied, although ${inOrder[last]?.id} is, which comes after it.`);
}

/** A value of a ledger as text; null for NULL. */
export function textOf(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

/** Whether a column that stands for yes or no says yes. */
export function isSet(value: SqlValue | undefined): boolean {
  return value !== null && value !== undefined && value !== 0n && value !== 0;
}
