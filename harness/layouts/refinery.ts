import { posix } from 'node:path';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import { noMigrations } from './noMigrations.ts';
import { programStep, strayFile } from './remarks.ts';
import { rollbackBeside, rollbacksBeside } from './rollbacksBeside.ts';
import { readSqlFile } from './sqlFiles.ts';
import { nextVersioned, refuseSameVersion, versionedFiles } from './versionedFiles.ts';
import { isRefineryName, toolsOf } from './versionedTool.ts';

/**
 * refinery: `V1__name.sql`, and `U2__name.sql` for a migration that may also be applied late. Both go forward, in the
 * order of their versions and each in one transaction; nothing takes them back but a folder of rollbacks beside
 * (https://docs.rs/refinery, and https://github.com/rust-db/refinery: refinery_core/src/util.rs, src/drivers/rusqlite.rs).
 */
export const refinery: Layout = {
  name: 'refinery',
  summary: 'refinery: V1__name.sql and U2__name.sql, both forward',

  detect(folders: LayoutFolders): boolean {
    return toolsOf(folders).has('refinery');
  },

  rollbackPath: rollbackBeside,

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    return nextVersioned(versionedFiles(root, migrations).files, migrations, step);
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const { files, others } = versionedFiles(root, migrations);
    const steps = files.filter(isRefineryName);
    if (steps.length === 0) throw noMigrations(folders);
    refuseSameVersion(steps, 'refinery');
    const inRust = others.filter((path) => /^[VU]\d+__\w+\.rs$/.test(posix.basename(path)));
    const strays = [...files.filter((file) => !isRefineryName(file)).map(({ path }) => path), ...others];
    const rollbacks = rollbacksBeside(folders);
    const names = steps.map(({ path }) => posix.relative(migrations, path));
    return {
      migrations: steps.map(({ id, path }, index) => ({
        id,
        forward: readSqlFile(root, path),
        rollback: rollbacks.of(names[index] ?? ''),
      })),
      orphans: rollbacks.orphans(names),
      remarks: [
        ...inRust.map((path) => programStep(posix.basename(path, '.rs'), path, 'refinery')),
        ...strays.filter((path) => path.endsWith('.sql')).map((path) => strayFile(path, 'refinery', RULE)),
      ],
      reversible: rollbacks.exist,
    };
  },
};

const RULE =
  'A migration is named V or U, a whole number, two underscores and a name of letters, digits and underscores; any other name is passed over.';
