import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Migration, Script, Statement } from '../model/script.ts';
import { pragmaOf } from '../sql/statementKind.ts';
import { noMigrations } from './noMigrations.ts';
import { aboutFile, programStep, startOf, strayFile } from './remarks.ts';
import { readSqlFile, readTextFile } from './sqlFiles.ts';
import { withoutTransaction } from './transaction.ts';
import {
  compareVersions,
  nextVersioned,
  refuseSameVersion,
  type VersionedFile,
  versionedFiles,
} from './versionedFiles.ts';
import { toolsOf } from './versionedTool.ts';

/**
 * Flyway: `V1_2__name.sql`, taken back by `U1_2__name.sql`; `B3__name.sql` stands for everything up to its version in a
 * new database; `R__name.sql` comes after all of them and is never taken back. One transaction for each file
 * (https://documentation.red-gate.com/fd/migrations-271585107.html).
 */
export const flyway: Layout = {
  name: 'flyway',
  summary: 'Flyway: V1__name.sql is taken back by U1__name.sql; B baseline, R repeatable',

  detect(folders: LayoutFolders): boolean {
    return toolsOf(folders).has('flyway');
  },

  rollbackPath(forward: string): string | null {
    const name = posix.basename(forward);
    return name.startsWith('V') ? posix.join(posix.dirname(forward), `U${name.slice(1)}`) : null;
  },

  next({ root, migrations }: LayoutFolders, step: NewStep): NewFile {
    return nextVersioned(versionedFiles(root, migrations).files, migrations, step);
  },

  read(folders: LayoutFolders): MigrationSet {
    const { root, migrations } = folders;
    const { files, others } = versionedFiles(root, migrations);
    const [versioned, undos, baselines] = [ofKind(files, 'V'), ofKind(files, 'U'), ofKind(files, 'B')];
    for (const group of [versioned, undos, baselines]) refuseSameVersion(group, 'Flyway');
    const baseline = baselines.at(-1);
    const isLater = (file: VersionedFile): boolean => baseline === undefined || compare(file, baseline) > 0;
    const repeatable = inOrderOfDescription(ofKind(files, 'R'));
    const steps = [...(baseline === undefined ? [] : [baseline]), ...versioned.filter(isLater), ...repeatable];
    if (steps.length === 0) throw noMigrations(folders);
    const earlier = versioned.filter((file) => !isLater(file));
    return {
      migrations: steps.map((file) => stepOf(root, file, undos)),
      orphans: undos.filter((undo) => !versioned.some((file) => compare(file, undo) === 0)).map(({ path }) => path),
      remarks: [...(baseline === undefined ? [] : replaced(baseline, earlier)), ...remarksOn(others)],
      reversible: undos.length > 0,
    };
  },
};

function ofKind(files: readonly VersionedFile[], kind: VersionedFile['kind']): readonly VersionedFile[] {
  return files.filter((file) => file.kind === kind);
}

function compare(a: VersionedFile, b: VersionedFile): number {
  return compareVersions(a.version, b.version);
}

function stepOf(root: string, file: VersionedFile, undos: readonly VersionedFile[]): Migration {
  const forward = readScript(root, file.path);
  if (file.kind !== 'V') return { id: file.id, forward, rollback: null, oneWay: true };
  const undo = undos.find((other) => compare(other, file) === 0);
  return { id: file.id, forward, rollback: undo === undefined ? null : readScript(root, undo.path) };
}

/**
 * A `NAME.sql.conf` says whether a script runs in a transaction
 * (https://documentation.red-gate.com/fd/script-configuration-277579001.html). Else it does, unless it holds
 * `PRAGMA foreign_keys`, which Flyway knows not to work in one (https://github.com/flyway/flyway, SQLiteParser.java).
 */
function readScript(root: string, path: string): Script {
  const script = readSqlFile(root, path);
  const conf = existsSync(join(root, `${path}.conf`)) ? readTextFile(root, `${path}.conf`) : '';
  const said = /^\s*executeInTransaction\s*=\s*(true|false)\s*$/m.exec(conf)?.[1];
  const isOutside = said === undefined ? script.statements.some(setsForeignKeys) : said === 'false';
  return isOutside ? withoutTransaction(script) : script;
}

function setsForeignKeys({ text }: Statement): boolean {
  return pragmaOf(text)?.name === 'foreign_keys';
}

/** Flyway reads an underscore as a blank, and refuses two repeatable files of one description. */
function inOrderOfDescription(files: readonly VersionedFile[]): readonly VersionedFile[] {
  const described = files.map((file) => ({ file, text: file.description.replaceAll('_', ' ') }));
  described.sort((a, b) => (a.text < b.text ? -1 : 1));
  for (const [index, { file, text }] of described.entries()) {
    const previous = described[index - 1];
    if (previous?.text !== text) continue;
    throw new UserError('migration-duplicate', `two repeatable migrations are called ${text}`, {
      why: `Flyway refuses to run while there are both ${previous.file.path} and ${file.path}.`,
      fix: 'Rename one of them.',
      location: startOf(file.path),
    });
  }
  return described.map(({ file }) => file);
}

/** Flyway starts a new database with the latest baseline: what that one stands for does not run there. */
function replaced(baseline: VersionedFile, earlier: readonly VersionedFile[]): readonly LooseFinding[] {
  return earlier.map(({ path }) => ({
    ...aboutFile(path),
    check: 'forward-applies',
    severity: 'note',
    message: `${path} is not run: ${baseline.path} stands for it in a new database`,
    why: 'Flyway begins with the latest baseline and leaves out every version up to it, so this script is not proven here.',
    fix: 'To prove it too, check a copy of the folder without the baseline.',
  }));
}

const CALLBACK = /^(?:before|after|create)[A-Z]/;

function remarksOn(others: readonly string[]): readonly LooseFinding[] {
  return others.flatMap((path) => {
    const name = posix.basename(path);
    if (/^(?:[VUB]\d[\d._]*|R)__.+\.(?:java|kt|class|py|sh)$/s.test(name)) return [programStep(name, path, 'Flyway')];
    if (!name.endsWith('.sql')) return [];
    const rule = CALLBACK.test(name)
      ? 'Flyway runs it as a callback, around the migrations; it is no step, and what it does is not there for the steps.'
      : 'A migration is named V, U or B and a version, or R, then two underscores and a description; any other name is passed over.';
    return [strayFile(path, 'Flyway', rule)];
  });
}
