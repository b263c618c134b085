import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { lineOf, refuseDialect } from './dialect.ts';
import { fileNames, folderNames, pathIn } from './fileNames.ts';
import { noMigrations } from './noMigrations.ts';
import { startOf, strayFile } from './remarks.ts';
import { rollbacksBeside } from './rollbacksBeside.ts';
import { readSqlFile, readTextFile } from './sqlFiles.ts';
import { toolBegins } from './toolBegins.ts';
import { withoutTransaction } from './transaction.ts';

const LOCK = 'migration_lock.toml';

/**
 * Prisma: `TIMESTAMP_name/migration.sql` in the order of the names, beside a `migration_lock.toml`. The script goes to
 * SQLite as it is, without a transaction, so that PRAGMA foreign_keys takes effect
 * (https://github.com/prisma/prisma-engines, schema-engine/connectors/schema-connector/src/migrations_directory.rs).
 * Nothing takes a migration back; a `down.sql` in its folder, to be run by hand, is read as its rollback
 * (https://www.prisma.io/docs/orm/prisma-migrate/workflows/generating-down-migrations), else a script of a folder of
 * rollbacks beside.
 */
export const prisma: Layout = {
  name: 'prisma',
  summary: 'Prisma: NAME/migration.sql beside migration_lock.toml; a down.sql takes it back',

  detect({ root, migrations }: LayoutFolders): boolean {
    return existsSync(join(root, migrations, LOCK)) && folderNames(root, migrations).length > 0;
  },

  rollbackPath(forward: string): string {
    return pathIn(posix.dirname(forward), 'down.sql');
  },

  next(_folders: LayoutFolders, { words }: NewStep): NewFile {
    const why = 'Prisma derives the script from schema.prisma, and finds a drift where the two differ.';
    throw toolBegins('Prisma', why, `npx prisma migrate dev --create-only --name ${words.join('_')}`);
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    refuseProvider(root, pathIn(migrations, LOCK));
    const names = folderNames(root, migrations);
    if (names.length === 0) throw noMigrations(folders);
    const rollbacks = rollbacksBeside(folders);
    const steps = names.map((name) => {
      const folder = pathIn(migrations, name);
      const [forward, down] = [pathIn(folder, 'migration.sql'), pathIn(folder, 'down.sql')];
      if (!existsSync(join(root, forward))) throw missing(forward);
      return {
        id: name,
        forward: read(root, forward),
        rollback: existsSync(join(root, down)) ? read(root, down) : rollbacks.of(`${name}.sql`),
      };
    });
    const known = new Set(steps.flatMap(({ forward, rollback }) => [forward.path, rollback?.path]));
    const inside = names.flatMap((name) => fileNames(root, pathIn(migrations, name)).map((file) => `${name}/${file}`));
    const strays = [...fileNames(root, migrations), ...inside]
      .map((path) => pathIn(migrations, path))
      .filter((path) => path.endsWith('.sql') && !known.has(path));
    return {
      migrations: steps,
      orphans: rollbacks.orphans(names.map((name) => `${name}.sql`)),
      remarks: strays.map((path) =>
        strayFile(path, 'Prisma', 'It runs the migration.sql of each folder, and nothing else.'),
      ),
      reversible: rollbacks.exist,
    };
  },
};

function read(root: string, path: string): Script {
  return withoutTransaction(readSqlFile(root, path));
}

function refuseProvider(root: string, path: string): void {
  if (!existsSync(join(root, path))) return;
  const text = readTextFile(root, path);
  const provider = /^\s*provider\s*=\s*"([^"]*)"/m.exec(text)?.[1];
  if (provider !== undefined) refuseDialect(provider, ['sqlite'], path, lineOf(text, 'provider'));
}

function missing(path: string): UserError {
  return new UserError('migration-missing', `${path} is missing`, {
    why: 'Prisma stops at a folder without a migration.sql.',
    fix: 'Put the script back, or delete the folder.',
    location: startOf(path),
  });
}
