/** Writes a name so that SQLite reads it as that name, whatever it holds (https://sqlite.org/lang_keywords.html). */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Words that SQLite does not take as a name without quotes, whatever else it makes of them. */
const RESERVED = new Set(
  `add all alter and as autoincrement between case cast check collate commit constraint create default deferrable delete
  distinct drop else escape except exists foreign from group having if in index insert intersect into is isnull join limit not
  nothing notnull null on or order primary raise references returning select set table then to transaction union unique update
  using values when where`.split(/\s+/),
);

/** Writes a name with quotes only where SQL demands them, for statements that a person shall read. */
export function quoteWhereNeeded(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : quoteIdentifier(name);
}

/** Writes text as a SQL string literal. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
