import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { byNumberThenText } from './executionOrder.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { gapRemarks } from './gaps.ts';
import { forwardHeading } from './headings.ts';
import { nextName } from './nextName.ts';
import { noMigrations } from './noMigrations.ts';
import { programStep, startOf, strayFile } from './remarks.ts';
import { readSqlFile } from './sqlFiles.ts';
import { withoutTransaction } from './transaction.ts';

/** Groups: the version, the direction, and the name with the dot before it. */
const NAME = /^(\d+)\.(do|undo)(\..*)?\.(?:sql|[cm]?js)$/s;

/**
 * postgrator: https://github.com/rickbergfalk/postgrator#usage. `V.do.name.sql` is taken back by `V.undo.name.sql`, the
 * name may be left out; paired and ordered by number, and run without a transaction.
 */
export const postgrator: Layout = {
  name: 'postgrator',
  summary: 'postgrator: V.do.name.sql is taken back by V.undo.name.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    return fileNames(root, migrations).some((name) => name.endsWith('.sql') && NAME.test(name));
  },

  rollbackPath(forward: string): string {
    return forward.replace(/(?<=(?:^|\/)\d+\.)do(?=\.[^/]*$)/, 'undo');
  },

  next({ root, migrations: folder }: LayoutFolders, step: NewStep): NewFile {
    const names = fileNames(root, folder)
      .filter((name) => NAME.exec(name)?.[2] === 'do')
      .map(idOf);
    const id = nextName({ names, first: '001', separator: '.', ending: '', inOrder: byNumberThenText }, step);
    return { path: pathIn(folder, `${id.replace(/^\d+/, '$&.do')}.sql`), text: forwardHeading(step) };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations: folder } = folders;
    const all = fileNames(root, folder);
    const forward = byVersion(all, 'do', folder);
    const backward = byVersion(all, 'undo', folder);
    const steps = [...forward].filter(([, name]) => name.endsWith('.sql'));
    if (steps.length === 0) throw noMigrations(folders);
    const read = (name: string): Script => withoutTransaction(readSqlFile(root, pathIn(folder, name)));
    const orphans = [...backward].filter(([version]) => !forward.has(version));
    return {
      migrations: steps.map(([version, name]) => {
        const back = backward.get(version);
        return { id: idOf(name), forward: read(name), rollback: back?.endsWith('.sql') ? read(back) : null };
      }),
      orphans: orphans.map(([, name]) => pathIn(folder, name)),
      remarks: [
        ...[...forward.values()]
          .filter((name) => !name.endsWith('.sql'))
          .map((name) => programStep(idOf(name), pathIn(folder, name), 'postgrator')),
        ...all
          .filter((name) => name.endsWith('.sql') && !NAME.test(name))
          .map((name) => strayFile(pathIn(folder, name), 'postgrator', 'A migration is called NUMBER.do.name.sql.')),
        ...gapRemarks([...forward].map(([number, name]) => ({ number, path: pathIn(folder, name) }))),
      ],
      reversible: true,
    };
  },
};

function idOf(name: string): string {
  const [, version = '', , rest = ''] = NAME.exec(name) ?? [];
  return version + rest;
}

/** The files of one direction in the order of their versions. Throws `UserError`, as postgrator does, for two of one version. */
function byVersion(names: readonly string[], direction: 'do' | 'undo', folder: string): ReadonlyMap<bigint, string> {
  const files = new Map<bigint, string>();
  for (const name of byNumberThenText(names)) {
    const [, version, found] = NAME.exec(name) ?? [];
    if (version === undefined || found !== direction) continue;
    const number = BigInt(version);
    const other = files.get(number);
    if (other !== undefined) {
      throw new UserError('migration-duplicate', `two migrations have the version ${number}`, {
        why: `postgrator refuses to run while there are both ${pathIn(folder, other)} and ${pathIn(folder, name)}.`,
        fix: 'Give one of them the next free version, and the file that takes it back the same.',
        location: startOf(pathIn(folder, name)),
      });
    }
    files.set(number, name);
  }
  return files;
}
