/**
 * Whether a refusal says that a column, a table or a function is not there: SQLite says no more than SQLITE_ERROR. A
 * foreign key whose parent has no such key is there, and keeps every row out (https://sqlite.org/foreignkeys.html).
 */
export function isMissing(code: string, message: string | null): boolean {
  return code === 'SQLITE_ERROR' && !/^foreign key mismatch/.test(message ?? '');
}
