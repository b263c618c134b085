import { lstatSync } from 'node:fs';
import { basename } from 'node:path';

/** What SQLite keeps beside a database under its name (https://sqlite.org/tempfiles.html). */
const ENDINGS = ['-journal', '-wal', '-shm'];

/** The files of SQLite's that lie beside a database, by their names. */
export function sidecarsOf(path: string): readonly string[] {
  return ENDINGS.filter((ending) => isThere(`${path}${ending}`)).map((ending) => `${basename(path)}${ending}`);
}

/** Where SQLite's files beside a database are, whether they are there or not. */
export function sidecarPaths(path: string): readonly string[] {
  return ENDINGS.map((ending) => `${path}${ending}`);
}

/** Whether anything has this name, also a link that leads nowhere. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
