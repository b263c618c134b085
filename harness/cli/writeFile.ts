import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';

/** Writes all of a text to an open file, pipe or terminal; throws when it cannot be written. */
export function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if (!isFull(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_PAUSE_MS);
    }
  }
}

/** Writes a file so that it holds either all of the text or what it held before, even when the machine stops. */
export function writeFileSafely(path: string, text: string): void {
  if (isDevice(path)) {
    writeTo(path, text, 'w');
    return;
  }
  const target = resolved(path);
  const temporary = temporaryName(target, process.pid);
  try {
    writeTo(temporary, text, 'wx');
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Adds text to the end of a file, an empty line apart from what is there. */
export function appendToFile(path: string, text: string): void {
  const fd = openSync(path, 'a');
  try {
    writeAll(fd, fstatSync(fd).size === 0 ? text : `\n${text}`);
  } finally {
    closeSync(fd);
  }
}

/** Whether two paths lead to the same file, be it there already or not. */
export function isSameFile(one: string, other: string): boolean {
  return resolve(resolved(one)) === resolve(resolved(other));
}

/** Removes what a process that was killed while it wrote one of these files left behind. */
export function removeUnfinished(paths: readonly string[], pid: number | undefined): void {
  if (pid === undefined) return;
  for (const path of paths) rmSync(temporaryName(resolved(path), pid), { force: true });
}

const FULL_PIPE_PAUSE_MS = 5;

function writeTo(path: string, text: string, flags: 'w' | 'wx'): void {
  const fd = openSync(path, flags);
  try {
    writeAll(fd, text);
    if (flags === 'wx') fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function temporaryName(path: string, pid: number): string {
  return `${path}.${pid}.tmp`;
}

/** A link keeps pointing where it points, and the file behind it is replaced. */
function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isDevice(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile();
}

/** A pipe that its reader has set to non-blocking is full for a moment. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
