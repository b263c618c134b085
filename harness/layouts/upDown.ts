import { posix } from 'node:path';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { Migration, Script } from '../model/script.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { forwardHeading } from './headings.ts';
import { joinedScript } from './joinedScript.ts';
import { nextName } from './nextName.ts';
import { secondOf } from './nextVersion.ts';
import { noMigrations } from './noMigrations.ts';
import { readSqlFile } from './sqlFiles.ts';
import { withOwnTransaction, withoutTransaction } from './transaction.ts';
import { upDownName, withDialectWords } from './upDownName.ts';
import { upDownRemarks } from './upDownRemarks.ts';
import { type UpDownStep, upDownSteps } from './upDownSteps.ts';
import { compareUpDown, isForSqlite, type UpDownFile, upDownVersions } from './upDownVersions.ts';

/**
 * `V_name.up.sql` is taken back by `V_name.down.sql`, paired by version: golang-migrate
 * (https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md), sqlx
 * (https://docs.rs/sqlx/latest/sqlx/migrate/), Authelia and pop (https://gobuffalo.io/documentation/database/migrations/)
 * with files for one dialect. A file runs in one transaction unless it has its own, its name says `.autocommit`, or its
 * first line `-- no-transaction`.
 */
export const upDown: Layout = {
  name: 'up-down',
  summary: 'golang-migrate, sqlx, pop: V_name.up.sql is taken back by V_name.down.sql',

  detect({ root, migrations }: LayoutFolders): boolean {
    return filesIn(root, migrations).some((file) => file.direction !== null && isForSqlite(file));
  },

  rollbackPath(forward: string): string {
    const down = forward.replace(/\.up(?=(?:\.[a-z0-9]+)?\.sql$)/, '.down');
    return down === forward ? forward.replace(/\.sql$/, '.down.sql') : down;
  },

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    const files = filesIn(root, migrations).filter(({ direction }) => direction !== 'down');
    const names = [...new Set(files.map(({ stem }) => stem))];
    const inOrder = (stems: readonly string[]) =>
      stems
        .map((stem) => ({ stem, version: /^\d+/.exec(stem)?.[0] ?? null }))
        .sort(compareUpDown)
        .map(({ stem }) => stem);
    const stem = nextName({ names, first: secondOf(step.now), separator: '_', ending: '', inOrder }, step);
    const like = files
      .filter((file) => file.direction === 'up' && isForSqlite(file))
      .sort(compareUpDown)
      .at(-1);
    const ending = like === undefined ? '.up.sql' : endingOf(like);
    return { path: pathIn(migrations, `${stem}${ending}`), text: forwardHeading(step) };
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const files = filesIn(root, migrations);
    const versions = upDownVersions(files);
    const steps = upDownSteps(versions);
    if (steps.length === 0) throw noMigrations(folders);
    const used = new Set(steps.flatMap((step) => step.versions));
    const unused = versions.filter((version) => !used.has(version));
    return {
      migrations: steps.map((step) => migrationOf(root, step)),
      orphans: unused.flatMap(({ rollback, isElsewhere }) => (rollback === null || isElsewhere ? [] : [rollback.path])),
      remarks: upDownRemarks(folders, files, versions),
      reversible: files.some(({ direction }) => direction !== null),
    };
  },
};

function filesIn(root: string, folder: string): readonly UpDownFile[] {
  const files = fileNames(root, folder).flatMap((name) => {
    const read = upDownName(name);
    return read === null ? [] : [{ ...read, path: pathIn(folder, name) }];
  });
  return withDialectWords(files);
}

/** What stands behind the stem: direction, dialect and ending; whether it runs in a transaction is each file's own. */
function endingOf({ path, stem }: UpDownFile): string {
  return posix.basename(path).slice(stem.length).replace('.autocommit', '');
}

function migrationOf(root: string, { id, forward, rollback }: UpDownStep): Migration {
  const [first, ...rest] = forward;
  const [firstBack, ...restBack] = rollback.map((file) => readScript(root, file));
  return {
    id,
    forward: joinedScript([readScript(root, first), ...rest.map((file) => readScript(root, file))]),
    rollback: firstBack === undefined ? null : joinedScript([firstBack, ...restBack]),
  };
}

function readScript(root: string, { path, autocommit }: UpDownFile): Script {
  const script = readSqlFile(root, path);
  return autocommit || script.text.startsWith('-- no-transaction')
    ? withoutTransaction(script)
    : withOwnTransaction(script);
}
