import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { reachesOutside } from '../sql/statementKind.ts';

/** Throws `UserError` for a statement that would reach outside its database: such a set is never executed. */
export function refuseOutside(migrations: readonly Migration[]): void {
  for (const { forward, rollback } of migrations) {
    for (const script of rollback === null ? [forward] : [forward, rollback]) {
      for (const { text, line, column } of script.statements) {
        const reason = reachesOutside(text);
        if (reason === null) continue;
        throw new UserError('sql-refused', `${script.path} reaches outside its database: ${reason}`, {
          why: 'A migration that opens or writes other files, loads code or edits the schema table by hand cannot be tried out safely. Nothing was executed.',
          fix: 'Take the statement out of the migration.',
          location: { file: script.path, line, column },
        });
      }
    }
  }
}
