import { readSync, writeSync } from 'node:fs';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { RemoteWatch } from '../engines/d1/watch.ts';
import { SqlError } from '../model/errors.ts';

/** What the supervised process was doing when it was last heard of. */
export interface Activity {
  /** Grows with every script and every single statement: the statements of a script share one. */
  readonly number: number;
  /** The running statement, null between statements. */
  readonly statement: string | null;
}

/** A running number and the length of the statement behind it, four bytes each. */
const HEADER = 8;

/**
 * Notes in a file what is about to run, so that another process can tell which statement does not end; a file, because
 * a write to one wakes nobody up, and there are thousands of statements. Refuses those that were stopped before.
 */
export function announceIn(fd: number, stopped: readonly string[], seconds: number): Watch & Pick<RemoteWatch, 'hold'> {
  const refused = new Set(stopped);
  let buffer = Buffer.alloc(1024);
  let number = 0;
  let idleIsPlanned = false;

  const write = (length: number): void => {
    buffer.writeUInt32LE(number);
    buffer.writeUInt32LE(length, 4);
    writeSync(fd, buffer, 0, HEADER + length, 0);
  };
  const idle = (): void => {
    idleIsPlanned = false;
    number += 1;
    write(0);
  };
  const note = (statement: string, isNew: boolean): void => {
    if (refused.has(statement)) throw new SqlError('SQLITE_INTERRUPT', `stopped after ${seconds} s: it did not end`);
    const length = Buffer.byteLength(statement);
    if (HEADER + length > buffer.length) buffer = Buffer.alloc(2 * (HEADER + length));
    buffer.write(statement, HEADER);
    if (isNew) number += 1;
    write(length);
  };
  return {
    hold(activity) {
      note(activity, true);
      return idle;
    },
    begin(statement) {
      // A script runs in one go, so its statements follow each other before the program gets its turn.
      note(statement, !idleIsPlanned);
      // Runs as soon as the statement is through and the program gets its turn, however many statements that were.
      if (!idleIsPlanned) queueMicrotask(idle);
      idleIsPlanned = true;
    },
  };
}

/** Reads what was last noted. */
export function readActivity(fd: number): Activity {
  const header = Buffer.alloc(HEADER);
  if (readSync(fd, header, 0, HEADER, 0) < HEADER) return { number: 0, statement: null };
  const number = header.readUInt32LE();
  const bytes = Buffer.alloc(header.readUInt32LE(4));
  readSync(fd, bytes, 0, bytes.length, HEADER);
  return { number, statement: bytes.length === 0 ? null : bytes.toString() };
}
