import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import { refuseBothDirections } from './bothDirections.ts';
import { DIGITS_BUT_NO_DATE, inExecutionOrder } from './executionOrder.ts';
import { pathIn } from './fileNames.ts';
import { forwardHeading } from './headings.ts';
import { nextName } from './nextName.ts';
import { noMigrations } from './noMigrations.ts';
import { pairedRemarks } from './pairedRemarks.ts';
import { listSqlFiles, readSqlFile } from './sqlFiles.ts';

/** `migrations/X.sql` is taken back by `rollbacks/X.sql`: the same file name in two folders, as Sqitch pairs deploy and revert. */
export const paired: Layout = {
  name: 'paired',
  summary: 'two folders: migrations/X.sql is taken back by rollbacks/X.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    return existsSync(join(root, migrations)) && listSqlFiles(root, migrations).length > 0;
  },

  rollbackPath(forward: string, { migrations, rollbacks }: LayoutFolders): string {
    return `${rollbacks}/${forward.slice(migrations.length + 1)}`;
  },

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    const names = listSqlFiles(root, migrations);
    const inOrder = (all: readonly string[]) => inExecutionOrder(all, migrations, DIGITS_BUT_NO_DATE);
    const name = nextName({ names, first: '0001', separator: '_', ending: '.sql', inOrder }, step);
    return { path: pathIn(migrations, name), text: forwardHeading(step) };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations, rollbacks } = folders;
    const backward = new Set(listSqlFiles(root, rollbacks));
    const forward = inExecutionOrder(listSqlFiles(root, migrations), migrations, DIGITS_BUT_NO_DATE);
    const names = new Set(forward);
    if (forward.length === 0) throw noMigrations(folders);
    return {
      migrations: forward.map((name) => {
        const script = readSqlFile(root, `${migrations}/${name}`);
        refuseBothDirections(script);
        return {
          id: name.slice(0, -'.sql'.length),
          forward: script,
          rollback: backward.has(name) ? readSqlFile(root, `${rollbacks}/${name}`) : null,
        };
      }),
      orphans: [...backward].filter((name) => !names.has(name)).map((name) => `${rollbacks}/${name}`),
      remarks: pairedRemarks(folders),
      reversible: true,
    };
  },
};
