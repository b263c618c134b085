/**
 * The cells at some positions as one string, equal for equal cells only; null when one of them is NULL, since NULLs
 * do not identify a row: a PRIMARY KEY may hold several (https://sqlite.org/lang_createtable.html#the_primary_key).
 */
export function rowKey(cells: readonly string[], positions: readonly number[]): string | null {
  const key = positions.map((position) => cells[position] ?? 'n');
  if (key.includes('n')) return null;
  return key.length === 1 ? (key[0] ?? null) : JSON.stringify(key);
}
