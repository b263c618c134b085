import { closeSync, openSync, readSync } from 'node:fs';

/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const PAGE_SIZE = 8;
const SALTS = 16;
const FRAME_COMMIT = 4;
const FRAME_SALTS = 8;
const SALT_BYTES = 8;

const READ_AT_ONCE = 1 << 20;

/**
 * Calls `visit` for the page of each of the first `frames` frames of a write-ahead log. Answers false when these are not
 * what whole transactions since the log's beginning look like: another page size, other salts, no commit at the end.
 */
export function eachLoggedPage(path: string, frames: number, pageSize: number, visit: (page: number) => void): boolean {
  if (frames === 0) return true;
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(LOG_HEADER);
    if (readSync(file, header, 0, LOG_HEADER, 0) < LOG_HEADER) return false;
    if (header.readUInt32BE(PAGE_SIZE) !== pageSize) return false;
    const salts = header.subarray(SALTS, SALTS + SALT_BYTES);
    const frameSize = FRAME_HEADER + pageSize;
    const together = Math.min(frames, Math.max(1, Math.floor(READ_AT_ONCE / frameSize)));
    const chunk = Buffer.alloc(together * frameSize);
    let commits = false;
    for (let first = 0; first < frames; first += together) {
      const wanted = Math.min(together, frames - first) * frameSize;
      if (readSync(file, chunk, 0, wanted, LOG_HEADER + first * frameSize) < wanted) return false;
      for (let frame = 0; frame < wanted; frame += frameSize) {
        const start = frame + FRAME_SALTS;
        if (chunk.compare(salts, 0, SALT_BYTES, start, start + SALT_BYTES) !== 0) return false;
        visit(chunk.readUInt32BE(frame));
        commits = chunk.readUInt32BE(frame + FRAME_COMMIT) !== 0;
      }
    }
    return commits;
  } finally {
    closeSync(file);
  }
}
