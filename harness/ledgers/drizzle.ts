import type { Migration } from '../model/script.ts';
import type { SqlRow } from '../model/value.ts';
import { matchEntries, textOf } from './entries.ts';
import { fileDigests } from './fileTexts.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * drizzle: a row for each migration, with the SHA-256 of its file and the time of its journal entry; since 1.0 with its
 * name, too (https://github.com/drizzle-team/drizzle-orm, drizzle-orm/src/migrator.ts and up-migrations/sqlite.ts).
 * Without a name a migration is known by its digest, and one that was edited by its place: drizzle applies them in order.
 */
export const drizzle = tableLedger({
  tool: 'drizzle',
  table: '__drizzle_migrations',
  columns: ['id', 'hash', 'created_at'],
  laterColumns: ['name', 'applied_at', 'version'],
  order: 'created_at, rowid',
  read(rows, migrations) {
    const digests = new Map(migrations.map((migration) => [migration.id, fileDigests(migration, 'sha256')]));
    const ids = idsOf(rows, migrations, digests);
    return matchEntries(
      rows.map(([, hash, , name, appliedAt], index) => ({
        words: textOf(name) ?? String(hash),
        key: ids[index] ?? '',
        appliedAt: textOf(appliedAt),
        isUnchanged: ({ id }) => digests.get(id)?.includes(String(hash)) === true,
      })),
      migrations,
      ({ id }) => [id],
    );
  },
});

/** Which migration each row speaks of; undefined where there is none. */
function idsOf(
  rows: readonly SqlRow[],
  migrations: readonly Migration[],
  digests: ReadonlyMap<string, readonly string[]>,
): readonly (string | undefined)[] {
  // Files can be alike: drizzle-kit begins each custom migration with the same comment.
  const byDigest = new Map<string, string[]>();
  for (const [id, all] of digests)
    for (const digest of all) byDigest.set(digest, [...(byDigest.get(digest) ?? []), id]);
  const taken = new Set<string>();
  const ids = rows.map(([, hash, , name]) => {
    const id = textOf(name) ?? byDigest.get(String(hash))?.find((candidate) => !taken.has(candidate));
    if (id !== undefined) taken.add(id);
    return id;
  });
  return ids.map((id, index) => {
    const there = migrations[index]?.id;
    return id ?? (there === undefined || taken.has(there) ? undefined : there);
  });
}
