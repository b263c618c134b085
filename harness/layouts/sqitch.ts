import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { Migration, Script } from '../model/script.ts';
import { filesBelow } from './filesBelow.ts';
import { noMigrations } from './noMigrations.ts';
import { strayFile } from './remarks.ts';
import { type SqitchKind, type SqitchPlaces, sqitchPlaces, sqitchTop } from './sqitchConfig.ts';
import { type PlannedInstance, readPlan } from './sqitchPlan.ts';
import { readSqlFile, readTextFile } from './sqlFiles.ts';
import { toolBegins } from './toolBegins.ts';
import { withoutTransaction } from './transaction.ts';

/**
 * Sqitch: the changes of `sqitch.plan` in their order; `deploy/X.sql` is taken back by `revert/X.sql`, and
 * `verify/X.sql` fails where it did not do its work. The sqlite3 shell reads the scripts as they are, so that their own
 * BEGIN and COMMIT count (https://sqitch.org/docs/manual/sqitchtutorial-sqlite/,
 * https://github.com/sqitchers/sqitch, lib/App/Sqitch/Engine/sqlite.pm).
 */
export const sqitch: Layout = {
  name: 'sqitch',
  summary: 'Sqitch: sqitch.plan, deploy/X.sql is taken back by revert/X.sql, verify/X.sql is run',

  places(root: string): readonly string[] {
    return [sqitchTop(root)];
  },

  detect({ root, migrations }: LayoutFolders): boolean {
    const top = posix.normalize(migrations);
    if (existsSync(join(root, top, 'sqitch.plan'))) return true;
    return top === sqitchTop(root) && existsSync(join(root, sqitchPlaces(root, top).plan));
  },

  rollbackPath(forward: string, { root, migrations }: LayoutFolders): string | null {
    const { folderOf } = sqitchPlaces(root, posix.normalize(migrations));
    for (const isReworked of [false, true]) {
      const name = posix.relative(folderOf('deploy', isReworked), forward);
      if (!name.startsWith('..')) return posix.join(folderOf('revert', isReworked), name);
    }
    return null;
  },

  next(_folders: LayoutFolders, { words }: NewStep): NewFile {
    const why = 'The plan has each change with its author, its moment and what it requires.';
    throw toolBegins('Sqitch', why, `sqitch add ${words.join('_')} -n "${words.join(' ')}"`);
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const places = sqitchPlaces(root, posix.normalize(migrations));
    if (!existsSync(join(root, places.plan))) throw noMigrations(folders);
    const changes = readPlan(readTextFile(root, places.plan), places.plan);
    if (changes.length === 0) throw noMigrations(folders);
    const steps = changes.map((change) => stepOf(root, places, change));
    const used = new Set(
      steps.flatMap(({ forward, rollback, verify }) => [forward.path, rollback?.path, verify?.path]),
    );
    const unused = (kind: SqitchKind): readonly string[] =>
      scriptsIn(root, places, kind).filter((path) => !used.has(path));
    const rule = `${places.plan} does not name it, and Sqitch runs what stands in the plan.`;
    return {
      migrations: steps,
      orphans: unused('revert'),
      remarks: [...unused('deploy'), ...unused('verify')].map((path) => strayFile(path, 'Sqitch', rule)),
      reversible: true,
    };
  },
};

function scriptsIn(root: string, { extension, folderOf }: SqitchPlaces, kind: SqitchKind): readonly string[] {
  const folders = new Set([folderOf(kind, false), folderOf(kind, true)]);
  return [...folders].flatMap((folder) => filesBelow(root, folder)).filter((path) => path.endsWith(`.${extension}`));
}

function stepOf(root: string, places: SqitchPlaces, change: PlannedInstance): Migration {
  const isReworked = change.reworkTags.length > 0;
  const names = isReworked ? change.reworkTags.map((tag) => `${change.name}@${tag}`) : [change.name];
  const pathOf = (kind: SqitchKind, name: string): string =>
    posix.join(places.folderOf(kind, isReworked), `${name}.${places.extension}`);
  const isThere = (path: string): boolean => existsSync(join(root, path));
  const id = names.find((name) => isThere(pathOf('deploy', name)));
  if (id === undefined) throw missing(pathOf('deploy', names[0] ?? change.name), places.plan, change);
  const read = (kind: SqitchKind): Script | null =>
    isThere(pathOf(kind, id)) ? withoutTransaction(readSqlFile(root, pathOf(kind, id))) : null;
  const forward = withoutTransaction(readSqlFile(root, pathOf('deploy', id)));
  return { id, forward, rollback: read('revert'), verify: read('verify') };
}

function missing(path: string, plan: string, { name, line, column }: PlannedInstance): UserError {
  return new UserError('migration-missing', `${plan} names ${name}, and there is no ${path}`, {
    why: 'Sqitch stops at a change without its deploy script.',
    fix: 'Put the script there, or take the change out of the plan.',
    location: { file: plan, line, column },
  });
}
