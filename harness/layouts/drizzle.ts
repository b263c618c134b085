import { existsSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Script } from '../model/script.ts';
import { refuseDialect } from './dialect.ts';
import { DIALECTS, journalPath, readJournal, skippedEntries } from './drizzleJournal.ts';
import { fileNames, folderNames, pathIn } from './fileNames.ts';
import { noMigrations } from './noMigrations.ts';
import { strayFile } from './remarks.ts';
import { rollbackBeside, rollbacksBeside } from './rollbacksBeside.ts';
import { readSqlFile, readTextFile } from './sqlFiles.ts';
import { toolBegins } from './toolBegins.ts';
import { wrangler } from './wrangler.ts';

/**
 * drizzle-kit: `TAG.sql` for each entry of `meta/_journal.json`, or since 1.0 `NAME/migration.sql` beside a
 * `snapshot.json`, in the order of the names. All of them run in one transaction, statement by statement between the
 * breakpoints; nothing takes them back but a folder of rollbacks beside (https://orm.drizzle.team/docs/migrations,
 * https://github.com/drizzle-team/drizzle-orm, drizzle-orm/src/migrator.ts).
 */
export const drizzle: Layout = {
  name: 'drizzle',
  summary: 'drizzle-kit: TAG.sql by meta/_journal.json, or NAME/migration.sql beside snapshot.json',

  places(root: string): readonly string[] {
    const file = CONFIGS.find((name) => existsSync(join(root, name)));
    const out = file === undefined ? undefined : /\bout['"]?\s*:\s*(['"`])(.+?)\1/.exec(readTextFile(root, file))?.[2];
    const place = out === undefined ? '..' : normalize(out);
    return isAbsolute(place) || place.startsWith('..') ? [] : [place];
  },

  detect(folders: LayoutFolders): boolean {
    const { root, migrations } = folders;
    const isThere = existsSync(join(root, journalPath(migrations))) || snapshotFolders(folders).length > 0;
    // Where wrangler applies the files, its own order and its own choice of them count.
    return isThere && !wrangler.detect(folders);
  },

  rollbackPath(forward: string, folders: LayoutFolders): string {
    return rollbackBeside(forward, folders).replace(/\/migration\.sql$/, '.sql');
  },

  next(_folders: LayoutFolders, { words }: NewStep): NewFile {
    const why = 'drizzle-kit keeps a journal and a snapshot of the schema beside each migration.';
    throw toolBegins('drizzle-kit', why, `npx drizzle-kit generate --custom --name ${words.join('_')}`);
  },

  read(folders: LayoutFolders): MigrationSet {
    return existsSync(join(folders.root, journalPath(folders.migrations))) ? journaled(folders) : inFolders(folders);
  },
};

const CONFIGS = ['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.mjs', 'drizzle.config.json'];

function journaled(folders: LayoutFolders): MigrationSet {
  const { root, migrations } = folders;
  const entries = readJournal(root, migrations);
  if (entries.length === 0) throw noMigrations(folders);
  const files = entries.map(({ tag, breakpoints }) => ({ tag, breakpoints, name: `${tag}.sql` }));
  const rollbacks = rollbacksBeside(folders);
  const steps = files.map(({ tag, breakpoints, name }) => ({
    breakpoints,
    migration: { id: tag, forward: readSqlFile(root, pathIn(migrations, name)), rollback: rollbacks.of(name) },
  }));
  const names = files.map(({ name }) => name);
  const strays = fileNames(root, migrations).filter((name) => name.endsWith('.sql') && !names.includes(name));
  return {
    migrations: steps.map(({ migration }) => migration),
    orphans: rollbacks.orphans(names),
    remarks: [
      ...skippedEntries(entries, migrations, root),
      ...strays.map((name) => strayFile(pathIn(migrations, name), 'drizzle', NO_ENTRY)),
      ...steps.flatMap(({ migration, breakpoints }) => (breakpoints ? joinedStatements(migration.forward) : [])),
    ],
    reversible: rollbacks.exist,
  };
}

const NO_ENTRY = 'meta/_journal.json has no entry for it: drizzle runs what stands in the journal, and nothing else.';

function inFolders(folders: LayoutFolders): MigrationSet {
  const { root, migrations } = folders;
  const names = [...snapshotFolders(folders)].sort((a, b) => a.localeCompare(b, 'en'));
  const last = names.at(-1);
  if (last === undefined) throw noMigrations(folders);
  const snapshot = pathIn(migrations, `${last}/snapshot.json`);
  const dialect = /"dialect"\s*:\s*"([^"]*)"/.exec(readTextFile(root, snapshot))?.[1];
  if (dialect !== undefined) refuseDialect(dialect, DIALECTS, snapshot);
  const rollbacks = rollbacksBeside(folders);
  const steps = names.map((name) => ({
    id: name,
    forward: readSqlFile(root, pathIn(migrations, `${name}/migration.sql`)),
    rollback: rollbacks.of(`${name}.sql`),
  }));
  const strays = fileNames(root, migrations).filter((name) => name.endsWith('.sql'));
  return {
    migrations: steps,
    orphans: rollbacks.orphans(names.map((name) => `${name}.sql`)),
    remarks: [
      ...strays.map((name) =>
        strayFile(pathIn(migrations, name), 'drizzle', 'It runs the migration.sql of each folder.'),
      ),
      ...steps.flatMap(({ forward }) => joinedStatements(forward)),
    ],
    reversible: rollbacks.exist,
  };
}

function snapshotFolders({ root, migrations }: LayoutFolders): readonly string[] {
  return folderNames(root, migrations).filter((name) =>
    ['migration.sql', 'snapshot.json'].every((file) => existsSync(join(root, migrations, name, file))),
  );
}

const BREAKPOINT = '--> statement-breakpoint';

/** drizzle prepares what stands between two breakpoints as one statement, and better-sqlite3 refuses two in one. */
function joinedStatements({ path, text, statements }: Script): readonly LooseFinding[] {
  const joined = statements.find((statement, index) => {
    const previous = statements[index - 1];
    return previous !== undefined && !text.slice(previous.end, statement.start).includes(BREAKPOINT);
  });
  if (joined === undefined) return [];
  return [
    {
      check: 'forward-applies',
      severity: 'warning',
      object: `script ${path}`,
      message: 'two statements stand between the same two breakpoints',
      why: 'drizzle hands over what stands between breakpoints as one statement: better-sqlite3 refuses two in one, and other drivers run the first alone.',
      fix: `Write this line in front of it:\n${BREAKPOINT}`,
      location: { file: path, line: joined.line, column: joined.column },
      data: {},
    },
  ];
}
