import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { LayoutFolders } from '../model/layout.ts';
import { listSqlFiles } from './sqlFiles.ts';

/** A SQL file's name and the beginning of its text. */
export interface SqlHead {
  readonly name: string;
  readonly text: string;
}

/** Bytes that are looked at: markers stand near the top, and a dump may be as large as its database. */
const BYTES = 65_536;

/** Every layout that shows itself in the text asks for the same beginnings; they are read once for one set of folders. */
const known = new WeakMap<LayoutFolders, readonly SqlHead[]>();

/** The beginnings of the SQL files in the migrations folder, to recognise a layout by; those that cannot be read are left out. */
export function sqlHeads(folders: LayoutFolders): readonly SqlHead[] {
  const found = known.get(folders) ?? readHeads(folders);
  known.set(folders, found);
  return found;
}

function readHeads({ root, migrations }: LayoutFolders): readonly SqlHead[] {
  const buffer = Buffer.alloc(BYTES);
  return listSqlFiles(root, migrations).flatMap((name) => {
    try {
      const file = openSync(join(root, migrations, name), 'r');
      try {
        return [{ name, text: buffer.toString('utf8', 0, readSync(file, buffer, 0, BYTES, 0)) }];
      } finally {
        closeSync(file);
      }
    } catch {
      return [];
    }
  });
}
