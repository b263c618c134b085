import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { fastFolder } from '../engines/d1/folder.ts';
import { UserError } from '../model/errors.ts';

/** As statfs(2) calls a file system in memory. */
const TMPFS = 0x01021994;
/** Where files survive a restart, on most systems on a disk (hier(7)). */
const LASTING = '/var/tmp';
/** The copy, what a script writes beside it, and a second copy to compare rows with. */
const TIMES_ITS_SIZE = 3;
const GIGABYTE = 1e9;
const SMALL = 2e8;

/**
 * The folder that has room for the copies of databases of so many bytes: the one asked for; else, where they are small, one
 * in memory; else that for temporary files or, where it lies in memory or is too small, another one on a disk; never the
 * database's own. Throws `UserError` where none has.
 */
export function workFolder(bytes: number, database: string, asked: string | undefined): string {
  const needed = TIMES_ITS_SIZE * bytes;
  // Copying to a disk waits for it, and a small database takes longer to wait for than to rehearse on.
  if (asked === undefined && needed <= SMALL) return fastFolder();
  const folders = asked === undefined ? [tmpdir(), LASTING] : [asked];
  const places = folders.flatMap(placeAt);
  if (places.length === 0) {
    throw new UserError('path-refused', `${folders.join(' and ')} cannot be written to`, {
      fix: 'Name a folder that is there and that this account may write in: --work-dir DIR',
    });
  }
  const roomy = places.filter(({ free }) => free >= needed);
  const found = roomy.find(({ inMemory }) => !inMemory) ?? roomy[0];
  if (found !== undefined) return resolve(found.folder);
  const seen = places.map(({ folder, free }) => `${folder} has ${gigabytes(free)}`).join(', ');
  throw new UserError('disk-full', `there is no room for the copy of ${database}: ${gigabytes(needed)} are needed`, {
    why: `${seen}. The copy, what the scripts write and a second copy to compare rows with take ${TIMES_ITS_SIZE} times the size of the database.`,
    fix: 'Name a folder on a disk that has room: --work-dir DIR',
  });
}

/** The size of a database with what its write-ahead log holds; 0 where it is not there, which opening it tells better. */
export function sizeOf(database: string): number {
  const bytes = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return bytes(database) + bytes(`${database}-wal`);
}

interface WorkPlace {
  readonly folder: string;
  readonly free: number;
  readonly inMemory: boolean;
}

/** None where nothing can be written. */
function placeAt(folder: string): readonly WorkPlace[] {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize, blocks, type } = statfsSync(folder);
    // Some file systems, among them those of containers, do not tell.
    return [{ folder, free: blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize, inMemory: type === TMPFS }];
  } catch {
    return [];
  }
}

function gigabytes(bytes: number): string {
  return bytes < GIGABYTE ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
