import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Script } from '../model/script.ts';
import { decodeScript } from '../sql/decode.ts';
import { readScript } from '../sql/script.ts';
import { realFile } from './realFile.ts';

/** The `.sql` files of a folder by name, in the order of their code units; none when the folder is not there. */
export function listSqlFiles(root: string, folder: string): readonly string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.sql'))
    .map((entry) => entry.name)
    .sort();
}

/** Reads one script byte-exactly; `path` is relative to root. */
export function readSqlFile(root: string, path: string): Script {
  return readScript(path, readBytes(root, path));
}

/** A file's text, read as exactly; `path` is relative to root. Throws `UserError`. */
export function readTextFile(root: string, path: string): string {
  return decodeScript(readBytes(root, path), path);
}

function readBytes(root: string, path: string): Uint8Array {
  try {
    return readFileSync(realFile(root, path));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError('io-error', `${path} cannot be read`, { why: reason, fix: 'Make the file readable.' });
  }
}
