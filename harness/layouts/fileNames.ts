import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the files in a folder, in the order of their code units; none when the folder is not there. */
export function fileNames(root: string, folder: string): readonly string[] {
  return namesIn(root, folder, false);
}

/** The names of the folders in a folder, hidden ones left out, in the order of their code units. */
export function folderNames(root: string, folder: string): readonly string[] {
  return namesIn(root, folder, true).filter((name) => !name.startsWith('.'));
}

/** A path below a folder, both relative to root. */
export function pathIn(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`.replaceAll('\\', '/');
}

function namesIn(root: string, folder: string, folders: boolean): readonly string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() === folders)
    .map((entry) => entry.name)
    .sort();
}
