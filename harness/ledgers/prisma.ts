import type { SqlRow } from '../model/value.ts';
import { matchEntries, textOf } from './entries.ts';
import { fileDigests } from './fileTexts.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * Prisma: a row for each attempt, finished, rolled back or neither; a migration may be tried again. The checksum is the
 * SHA-256 of its file, and line endings do not count
 * (https://github.com/prisma/prisma-engines, schema-engine/connectors/schema-connector/src/checksum.rs and
 * migration_persistence.rs).
 */
export const prisma = tableLedger({
  tool: 'Prisma',
  table: '_prisma_migrations',
  columns: [
    'id',
    'checksum',
    'finished_at',
    'migration_name',
    'logs',
    'rolled_back_at',
    'started_at',
    'applied_steps_count',
  ],
  order: 'started_at, rowid',
  read: (rows, migrations) =>
    matchEntries(
      rows.filter(isApplied).map(([, checksum, finishedAt, name]) => ({
        words: String(name),
        key: String(name),
        appliedAt: textOf(finishedAt),
        isUnchanged: (migration) =>
          fileDigests(migration, 'sha256').some((digest) => [digest, unpadded(digest)].includes(String(checksum))),
      })),
      migrations,
      ({ id }) => [id],
      rows.filter(isOpen).map(([, , , name]) => `${name} was begun and neither finished nor rolled back.`),
    ),
});

function isApplied([, , finishedAt, , , rolledBackAt]: SqlRow): boolean {
  return finishedAt !== null && rolledBackAt === null;
}

function isOpen([, , finishedAt, , , rolledBackAt]: SqlRow): boolean {
  return finishedAt === null && rolledBackAt === null;
}

/** Older releases left the zero out that a byte's two digits may begin with. */
function unpadded(digest: string): string {
  return digest.replaceAll(/../g, (byte) => byte.replace(/^0/, ''));
}
