import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { nextName } from './nextName.ts';
import { secondOf } from './nextVersion.ts';
import { noMigrations } from './noMigrations.ts';
import { programStep, strayFile } from './remarks.ts';
import { listSqlFiles, readSqlFile } from './sqlFiles.ts';
import { withoutTransaction } from './transaction.ts';
import { yoyoHeader } from './yoyoHeader.ts';
import { inOrderOfDependence, type YoyoStep } from './yoyoOrder.ts';

/** After all migrations, every time: https://ollycope.com/software/yoyo/latest/#post-apply-hook */
const HOOK = /^post-apply/;

/**
 * yoyo-migrations: `X.sql` is taken back by `X.rollback.sql`; comments at the top say what a migration depends on and
 * whether it runs in a transaction (https://ollycope.com/software/yoyo/latest/#migrations-as-sql-scripts).
 */
export const yoyo: Layout = {
  name: 'yoyo',
  summary: 'yoyo-migrations: X.sql is taken back by X.rollback.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    const names = new Set(listSqlFiles(root, migrations));
    return [...names].some((name) => names.has(rollbackOf(name)));
  },

  rollbackPath: rollbackOf,

  next(folders: LayoutFolders, step: NewStep): NewFile {
    const { root, migrations: folder } = folders;
    const names = fileNames(root, folder).filter((name) => isMigration(name) && !name.endsWith('.rollback.sql'));
    const first = `${secondOf(step.now).slice(0, 'YYYYMMDD'.length)}_01`;
    const inOrder = (all: readonly string[]) => [...all].sort();
    const name = nextName({ names, first, separator: '-', ending: '.sql', inOrder }, step);
    const last = names.length === 0 ? undefined : yoyo.read(folders).migrations.at(-1);
    const depends = last === undefined ? '' : `-- depends: ${last.id}\n`;
    return { path: pathIn(folder, name), text: `-- ${step.words.join(' ')}\n${depends}` };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations: folder } = folders;
    const names = fileNames(root, folder);
    const sql = names.filter((name) => name.endsWith('.sql') && isMigration(name));
    const forward = sql.filter((name) => !name.endsWith('.rollback.sql'));
    const takenBack = new Set(forward.map(rollbackOf));
    const programs = names.filter((name) => name.endsWith('.py') && isMigration(name));
    const programIds = new Set(programs.map((name) => name.slice(0, -'.py'.length)));
    if (forward.length === 0) throw noMigrations(folders);
    const steps = forward.map((name) => readStep(root, folder, name, sql.includes(rollbackOf(name))));
    return {
      migrations: inOrderOfDependence(steps, programIds).map(({ migration }) => migration),
      orphans: sql
        .filter((name) => name.endsWith('.rollback.sql') && !takenBack.has(name))
        .map((name) => pathIn(folder, name)),
      remarks: [
        ...programs.map((name) => programStep(name.slice(0, -'.py'.length), pathIn(folder, name), 'yoyo')),
        ...names
          .filter((name) => name.endsWith('.sql') && HOOK.test(name))
          .map((name) => strayFile(pathIn(folder, name), 'yoyo', 'yoyo runs it after every apply; it is no step.')),
      ],
      reversible: true,
    };
  },
};

function isMigration(name: string): boolean {
  return /^(?!__).*\.py$|\.sql$/s.test(name) && !HOOK.test(name);
}

function rollbackOf(name: string): string {
  return name.replace(/\.sql$/, '.rollback.sql');
}

function readStep(root: string, folder: string, name: string, hasRollback: boolean): YoyoStep {
  const forward = readSqlFile(root, pathIn(folder, name));
  const rollback = hasRollback ? readSqlFile(root, pathIn(folder, rollbackOf(name))) : null;
  const { depends, transactional } = yoyoHeader(forward.text);
  const id = name.slice(0, -'.sql'.length);
  if (transactional) return { depends, migration: { id, forward, rollback } };
  return {
    depends,
    migration: { id, forward: withoutTransaction(forward), rollback: rollback && withoutTransaction(rollback) },
  };
}
