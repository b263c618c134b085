import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../model/errors.ts';

/**
 * The file that a path really leads to, after all symbolic links; `path` is relative to root. Throws `UserError` when a
 * link leads out of the checked folder, or out of the folder that the user named beside it: what is behind it is not
 * part of what is reviewed. Throws as `node:fs` does when the file is not there.
 */
export function realFile(root: string, path: string): string {
  const file = join(root, path);
  const real = realpathSync.native(file);
  if (root === '') return real;
  const boundary = realpathSync.native(isOutside(root, file) ? dirname(file) : root);
  if (!isOutside(boundary, real)) return real;
  throw new UserError('link-refused', `${path} is a symbolic link out of the checked folder`, {
    why: 'What it leads to can change without a change here, and a checkout elsewhere has another file there or none.',
    fix: 'Put the file itself there, or check the folder that holds both.',
    location: { file: path, line: 1, column: 1 },
  });
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(way) || way.split(/[\\/]/)[0] === '..';
}
