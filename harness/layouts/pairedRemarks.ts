import type { LayoutFolders } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { filesBelow } from './filesBelow.ts';
import { aboutFile, programStep } from './remarks.ts';

/** Numbered, as the SQL files between which it runs. */
const PROGRAM = /^\d+.*(?<!\.d)\.(?:[cm]?[jt]s|py|go|rb)$/s;

/** What a folder of pairs holds besides them: steps that are programs, and SQL files in folders below. */
export function pairedRemarks({ root, migrations, rollbacks }: LayoutFolders): readonly LooseFinding[] {
  const programs = fileNames(root, migrations).filter((name) => PROGRAM.test(name));
  const below = filesBelow(root, migrations).filter(
    (path) =>
      path.endsWith('.sql') && path.slice(migrations.length + 1).includes('/') && !path.startsWith(`${rollbacks}/`),
  );
  return [...programs.map((name) => programStep(name, pathIn(migrations, name), 'Its own runner')), ...leftOut(below)];
}

function leftOut(paths: readonly string[]): readonly LooseFinding[] {
  const [first] = paths;
  if (first === undefined) return [];
  return [
    {
      ...aboutFile(first),
      check: 'forward-applies',
      severity: 'warning',
      message: `${paths.length} SQL ${paths.length === 1 ? 'file' : 'files'} in folders below left out: ${first}${paths.length === 1 ? '' : ' and others'}`,
      why: 'Migrations are the files of one folder; in which order several folders would run is not told by their names.',
      fix: 'Name the folder that is meant, --migrations DIR, or move the files into one.',
      data: { files: paths },
    },
  ];
}
