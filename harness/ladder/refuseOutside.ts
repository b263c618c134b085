import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { reachesOutside } from '../sql/statementKind.ts';

/** Throws `UserError` for a statement that would reach outside its database: such a set is never executed. */
export function refuseOutside(migrations: readonly Migration[]): void {
  for (const { forward, rollback, verify } of migrations) {
    for (const script of [forward, rollback, verify ?? null].filter((part) => part !== null)) {
      for (const { text, path, line, column } of script.statements) {
        const reason = reachesOutside(text);
        if (reason === null) continue;
        const file = path ?? script.path;
        throw new UserError('sql-refused', `${file} reaches outside its database: ${reason}`, {
          why: 'A migration that opens or writes other files, loads code or edits the schema table by hand cannot be tried out safely. Nothing was executed.',
          fix: 'Take the statement out of the migration.',
          location: { file, line, column },
        });
      }
    }
  }
}
