import type { LayoutFolders } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { gapRemarks } from './gaps.ts';
import { aboutFile, programStep, strayFile } from './remarks.ts';
import { upDownName } from './upDownName.ts';
import { isForSqlite, type UpDownFile, type UpDownVersion } from './upDownVersions.ts';

/** What a folder of up and down files holds besides the steps that run in SQLite. */
export function upDownRemarks(
  folders: LayoutFolders,
  files: readonly UpDownFile[],
  versions: readonly UpDownVersion[],
): readonly LooseFinding[] {
  return [...otherDialects(files), ...strays(folders, versions), ...gaps(versions)];
}

function otherDialects(files: readonly UpDownFile[]): readonly LooseFinding[] {
  const others = files.filter((file) => !isForSqlite(file));
  const [first] = others;
  if (first === undefined) return [];
  const dialects = [...new Set(others.map(({ dialect }) => dialect))].sort().join(', ');
  return [
    {
      ...aboutFile(first.path),
      check: 'forward-applies',
      severity: 'note',
      message: `${others.length} ${others.length === 1 ? 'file' : 'files'} for other dialects left out: ${dialects}`,
      why: 'SQLite never runs them: where a version has one file for SQLite and one for every dialect, it runs the first.',
      fix: 'Nothing is to be done, unless one of them is meant for SQLite: mark it .sqlite3.',
      data: { files: others.map(({ path }) => path) },
    },
  ];
}

/** A step that one tool runs and another does not. */
function withoutDirection(path: string): LooseFinding {
  return {
    ...aboutFile(path),
    check: 'forward-applies',
    severity: 'note',
    message: `${path} says neither .up nor .down, and is run as a step that goes forward`,
    why: 'sqlx runs it so, between the others; golang-migrate passes over it.',
    fix: 'Name it .up.sql, or move it to another folder if it is no migration.',
  };
}

const SPARE =
  'Another file of this version goes forward, by .up in its name; sqlx would refuse both, golang-migrate passes over this one.';
const UNNAMED = 'The name of a migration begins with a number, and says .up or .down before .sql.';

function strays({ root, migrations }: LayoutFolders, versions: readonly UpDownVersion[]): readonly LooseFinding[] {
  const names = fileNames(root, migrations);
  const programs = names.filter((name) => name.endsWith('.up.fizz'));
  const unread = names.filter((name) => name.endsWith('.sql') && upDownName(name) === null);
  return [
    ...programs.map((name) => programStep(name.slice(0, -'.up.fizz'.length), pathIn(migrations, name), 'pop')),
    ...versions.flatMap(({ forward }) => (forward?.direction === null ? [withoutDirection(forward.path)] : [])),
    ...versions.flatMap(({ spare }) => spare.map(({ path }) => strayFile(path, 'golang-migrate', SPARE))),
    ...unread.map((name) => strayFile(pathIn(migrations, name), 'golang-migrate', UNNAMED)),
  ];
}

function gaps(versions: readonly UpDownVersion[]): readonly LooseFinding[] {
  return gapRemarks(
    versions.flatMap(({ version, path }) => (version === null ? [] : [{ number: BigInt(version), path }])),
  );
}
