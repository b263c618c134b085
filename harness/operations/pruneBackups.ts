import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NAME = /^(.*)\.\d{8}T\d{6}\.\d{3}Z\.before-.*\.backup$/s;

/**
 * Deletes a database's oldest backups, so that with the newest one `keep` are left; those that are newer than it belong to
 * somebody else's run. Answers with the names of the deleted.
 */
export function pruneBackups(newest: string, keep: number): readonly string[] {
  const folder = dirname(newest);
  const name = basename(newest);
  const older = readdirSync(folder).filter((other) => databaseOf(other) === databaseOf(name) && other < name);
  const surplus = older.sort().slice(0, Math.max(0, older.length + 1 - keep));
  for (const other of surplus) rmSync(join(folder, other), { force: true });
  return surplus;
}

function databaseOf(backup: string): string | null {
  return NAME.exec(backup)?.[1] ?? null;
}
