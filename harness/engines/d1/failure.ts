import { SqlError } from '../../model/errors.ts';

const CODE = /^([\s\S]*): (SQLITE_[A-Z]+)(?: \(extended: (SQLITE_\w+)\))?$/;

/**
 * A message of D1 as SQLite words it, and the code that D1 writes behind it. What D1 says of itself has no code: the
 * number of bound values, and texts without a statement.
 */
export function sqlError(text: string): SqlError {
  const [, message = text, code = 'SQLITE_MISUSE', extended = code] = CODE.exec(text) ?? [];
  return new SqlError(extended, message.replace(/ at offset \d+$/, '').replace(RESET, ''));
}

const RESET =
  /^Durable Object was reset and rolled back to its last known good state because the application left the database in a state where constraints were violated: /;
