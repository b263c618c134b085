import { posix } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Migration } from '../model/script.ts';
import type { SqlRow } from '../model/value.ts';
import { isSet, type LedgerEntry, matchEntries, textOf } from './entries.ts';
import { isUpTo, normalVersion, versionOf } from './flywayVersion.ts';
import { type LedgerReading, tableLedger } from './tableLedger.ts';

/**
 * Flyway: a row for each thing that it did (https://github.com/flyway/flyway, flyway-core:
 * org/flywaydb/core/internal/database/sqlite and org/flywaydb/core/api/CoreMigrationType.java).
 */
export const flyway = tableLedger({
  tool: 'Flyway',
  table: 'flyway_schema_history',
  columns: [
    'installed_rank',
    'version',
    'description',
    'type',
    'script',
    'checksum',
    'installed_by',
    'installed_on',
    'execution_time',
    'success',
  ],
  order: 'installed_rank',
  read(rows, migrations) {
    const done = rows.filter(([, , , , , , , , , success]) => isSet(success)).map(readRow);
    const failed = rows
      .filter(([, , , , , , , , , success]) => !isSet(success))
      .map(([, , , , script]) => `${script} was begun and failed: Flyway refuses to run until that is repaired.`);
    return reading(standingRows(done), migrations, failed);
  },
});

interface HistoryRow {
  /** null for what is repeatable. */
  readonly version: string | null;
  readonly type: string;
  readonly script: string;
  readonly checksum: string | null;
  readonly installedOn: string | null;
}

function readRow([, version, , type, script, checksum, , installedOn]: SqlRow): HistoryRow {
  return {
    version: version === null || version === undefined ? null : normalVersion(String(version)),
    type: String(type),
    script: posix.basename(String(script)),
    checksum: textOf(checksum),
    installedOn: textOf(installedOn),
  };
}

/** The last row of each version and each repeatable script, without those that were undone or deleted. */
function standingRows(rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const standing = new Map<string, HistoryRow>();
  for (const row of rows) {
    if (row.type === 'SCHEMA') continue;
    const key = row.version ?? row.script;
    standing.delete(key);
    if (!/^(?:UNDO|DELETE)/.test(row.type)) standing.set(key, row);
  }
  return [...standing.values()];
}

function reading(
  rows: readonly HistoryRow[],
  migrations: readonly Migration[],
  failed: readonly string[],
): LedgerReading {
  const versions = rows.flatMap(({ version }) => version ?? []);
  const baselines = rows.flatMap(({ type, version }) => (type === 'BASELINE' && version !== null ? [version] : []));
  const replaced = migrations.filter(isBaseline).flatMap((migration) => versionOf(migration) ?? []);
  /** A baseline stands for every version up to its own, in the history as in the folder. */
  const implied = migrations.flatMap((migration): readonly LedgerEntry[] => {
    const version = versionOf(migration);
    const later = isBaseline(migration) ? versions : baselines;
    if (version === null || !later.some((last) => isUpTo(version, last))) return [];
    return [{ words: version, key: version, appliedAt: null }];
  });
  const known = new Set(migrations.flatMap(keysOf));
  const named = rows.flatMap((row): readonly LedgerEntry[] => {
    const { version, type, script, checksum, installedOn } = row;
    const key = version ?? script.replace(/\.sql$/, '');
    const isReplaced = version !== null && replaced.some((last) => isUpTo(version, last));
    if (!known.has(key) && (isReplaced || type === 'BASELINE')) return [];
    // A baseline of the folder's is known by its version, too, and is another file.
    const isUnchanged = (migration: Migration): boolean =>
      checksum === null || script !== posix.basename(migration.forward.path) || checksum === checksumOf(migration);
    return [{ words: script, key, appliedAt: installedOn, isUnchanged }];
  });
  const { applied, edited, ...rest } = matchEntries([...implied, ...named], migrations, keysOf, failed);
  // A repeatable migration runs again when its text has changed.
  const again = new Set(edited.filter((id) => id.startsWith('R__')));
  return {
    ...rest,
    applied: applied.filter(({ id }) => !again.has(id)),
    edited: edited.filter((id) => !again.has(id)),
  };
}

function isBaseline({ id }: Migration): boolean {
  return id.startsWith('B');
}

function keysOf(migration: Migration): readonly string[] {
  return [versionOf(migration) ?? migration.id];
}

/** A CRC-32 of the lines without their ends, as a signed number (org/flywaydb/core/api/resource/LoadableResource.java). */
function checksumOf({ forward }: Migration): string {
  return String(crc32(forward.text.replaceAll(/\r\n|\n|\r/g, '')) | 0);
}
