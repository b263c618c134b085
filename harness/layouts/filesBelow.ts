import { fileNames, folderNames, pathIn } from './fileNames.ts';

/**
 * The paths of all files below a folder, relative to root, hidden folders and those of installed packages left out. Of
 * root itself only its own files: everything that a project has stands below it.
 */
export function filesBelow(root: string, folder: string): readonly string[] {
  const inner = folder === '.' ? [] : folderNames(root, folder).filter((name) => name !== 'node_modules');
  return [
    ...fileNames(root, folder).map((name) => pathIn(folder, name)),
    ...inner.flatMap((name) => filesBelow(root, pathIn(folder, name))),
  ];
}
