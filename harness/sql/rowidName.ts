/** A name of the rowid that no column has taken; null when all are taken (https://sqlite.org/rowidtable.html). */
export function freeRowidName(columns: readonly string[]): string | null {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}
