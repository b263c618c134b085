import { UserError } from '../model/errors.ts';
import { startOf } from './remarks.ts';

/** Throws `UserError` for migrations that are written for another database. `file` says so in `line`. */
export function refuseDialect(dialect: string, accepted: readonly string[], file: string, line = 1): void {
  if (accepted.includes(dialect)) return;
  throw new UserError('wrong-dialect', `these migrations are for ${dialect}, not for SQLite`, {
    why: 'stepproof runs them on SQLite, where they fail or mean something else.',
    fix: 'Name the folder of the SQLite migrations: --migrations DIR',
    location: { ...startOf(file), line },
  });
}

/** The line of a text, from 1, in which another text first stands. */
export function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}
