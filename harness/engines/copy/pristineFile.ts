import { closeSync, constants, copyFileSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireFreeSpace } from '../files/freeSpace.ts';

/** https://sqlite.org/fileformat2.html#file_format_version_numbers */
const FORMAT_VERSIONS = 18;
const ROLLBACK_JOURNAL = Buffer.from([1, 1]);

/** Where the copy of a main file lies that is attached as `pristine`. */
export function pristinePath(path: string): string {
  return `${path}.pristine`;
}

/** Copies a main file that nobody writes to, without its log. Throws `UserError` where there is no room. */
export function makePristineFile(path: string): void {
  const copy = pristinePath(path);
  requireFreeSpace(dirname(path), statSync(path).size);
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  const file = openSync(copy, 'r+');
  // As a database that never saw a write-ahead log it needs no files beside it.
  writeSync(file, ROLLBACK_JOURNAL, 0, ROLLBACK_JOURNAL.length, FORMAT_VERSIONS);
  closeSync(file);
}

export function removePristineFile(path: string): void {
  rmSync(pristinePath(path), { force: true });
}
