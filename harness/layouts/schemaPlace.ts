import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { UserError } from '../model/errors.ts';

/** Where a schema is to be had from. */
export type SchemaPlace =
  | { readonly kind: 'sql'; readonly path: string }
  | { readonly kind: 'database'; readonly path: string }
  /** `step` as it was written, undefined for the last one. */
  | { readonly kind: 'ladder'; readonly root: string; readonly step: string | undefined };

/** The first bytes of every SQLite database (https://sqlite.org/fileformat2.html#the_database_header). */
const MAGIC = 'SQLite format 3\0';

/**
 * Tells what a name on the command line stands for: a file with SQL in it, a SQLite database, a folder with a ladder, or
 * `FOLDER@STEP`. A file or folder that really has an `@` in its name is meant by it. Throws `UserError`.
 */
export function schemaPlace(name: string): SchemaPlace {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory()) return { kind: 'ladder', root: name, step: undefined };
  if (found?.isFile()) return { kind: isDatabase(name) ? 'database' : 'sql', path: name };
  const [, root, step] = /^(.+)@(.+)$/s.exec(name) ?? [];
  if (root !== undefined && statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    return { kind: 'ladder', root, step };
  }
  throw new UserError('no-schema', `there is no schema at ${name}`, {
    why:
      found === undefined ? 'Neither a file nor a folder of this name exists.' : 'It is neither a file nor a folder.',
    fix: 'Name an SQL file, a SQLite database, a folder with migrations, or a step of one: FOLDER@STEP_ID',
  });
}

function isDatabase(path: string): boolean {
  const start = Buffer.alloc(MAGIC.length);
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, start, 0, start.length, 0) === start.length && start.toString('latin1') === MAGIC;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('io-error', `${path} cannot be read`, { why, fix: 'Make the file readable.' });
  }
}
