import { posix } from 'node:path';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import { byNumberThenText } from './executionOrder.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { forwardHeading } from './headings.ts';
import { nextName } from './nextName.ts';
import { noMigrations } from './noMigrations.ts';
import { programStep, strayFile } from './remarks.ts';
import { listSqlFiles, readSqlFile } from './sqlFiles.ts';
import { withOwnTransaction } from './transaction.ts';

/**
 * `migrations/X.sql` is taken back by `migrations/down/X.sql`, as in the example of umzug
 * (https://github.com/sequelize/umzug/tree/main/examples/3-raw-sql); the forward scripts may stand in `migrations/up/`.
 */
export const downFolder: Layout = {
  name: 'down-folder',
  summary: 'umzug and others: migrations/X.sql, or migrations/up/X.sql, is taken back by migrations/down/X.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    const down = new Set(listSqlFiles(root, pathIn(migrations, 'down')));
    return listSqlFiles(root, forwardFolder(root, migrations)).some((name) => down.has(name));
  },

  rollbackPath(forward: string, { migrations }: LayoutFolders): string {
    return pathIn(pathIn(migrations, 'down'), posix.basename(forward));
  },

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    const up = forwardFolder(root, migrations);
    const names = [...listSqlFiles(root, up), ...programsIn(root, up)];
    const inOrder = byNumberThenText;
    const name = nextName({ names, first: '0001', separator: '_', ending: '.sql', inOrder }, step);
    return { path: pathIn(up, name), text: forwardHeading(step) };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const up = forwardFolder(root, migrations);
    const down = pathIn(migrations, 'down');
    const forward = byNumberThenText(listSqlFiles(root, up));
    const [known, backward] = [new Set(forward), new Set(listSqlFiles(root, down))];
    if (forward.length === 0) throw noMigrations(folders);
    const read = (folder: string, name: string) => withOwnTransaction(readSqlFile(root, pathIn(folder, name)));
    const strays = up === migrations ? [] : listSqlFiles(root, migrations);
    return {
      migrations: forward.map((name) => ({
        id: name.slice(0, -'.sql'.length),
        forward: read(up, name),
        rollback: backward.has(name) ? read(down, name) : null,
      })),
      orphans: [...backward].filter((name) => !known.has(name)).map((name) => pathIn(down, name)),
      remarks: [
        ...programsIn(root, up).map((name) =>
          programStep(name.slice(0, name.lastIndexOf('.')), pathIn(up, name), 'umzug'),
        ),
        ...strays.map((name) => strayFile(pathIn(migrations, name), 'umzug', `The migrations stand in ${up}/.`)),
      ],
      reversible: true,
    };
  },
};

function programsIn(root: string, folder: string): readonly string[] {
  return fileNames(root, folder).filter((name) => /^\d.*(?<!\.d)\.[cm]?[jt]s$/s.test(name));
}

function forwardFolder(root: string, migrations: string): string {
  const up = pathIn(migrations, 'up');
  return listSqlFiles(root, up).length > 0 ? up : migrations;
}
