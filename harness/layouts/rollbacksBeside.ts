import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { LayoutFolders } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { filesBelow } from './filesBelow.ts';
import { readSqlFile } from './sqlFiles.ts';

/** What a folder of rollbacks adds to a tool that has none: `rollbacks/X.sql` takes back the migration X.sql. */
export interface RollbacksBeside {
  /** Whether there is such a folder at all. */
  readonly exist: boolean;
  /** The rollback of a migration by its name in its own folder; null where there is none. */
  of(name: string): Script | null;
  /** Those that have no migration among these names, relative to root. */
  orphans(names: readonly string[]): readonly string[];
}

/** Where the rollback of a forward script belongs there. */
export function rollbackBeside(forward: string, { migrations, rollbacks }: LayoutFolders): string {
  return posix.join(rollbacks, posix.relative(migrations, forward));
}

/** Reads the folder of rollbacks beside the migrations. */
export function rollbacksBeside({ root, rollbacks }: LayoutFolders): RollbacksBeside {
  const exist = existsSync(join(root, rollbacks));
  const paths = new Set(filesBelow(root, rollbacks).filter((path) => path.endsWith('.sql')));
  return {
    exist,
    of(name) {
      const path = posix.join(rollbacks, name);
      return paths.has(path) ? readSqlFile(root, path) : null;
    },
    orphans(names) {
      const known = new Set(names.map((name) => posix.join(rollbacks, name)));
      return [...paths].filter((path) => !known.has(path));
    },
  };
}
