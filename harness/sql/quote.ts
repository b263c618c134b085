import { isReserved } from './keyword.ts';

/** Writes a name so that SQLite reads it as that name, whatever it holds (https://sqlite.org/lang_keywords.html). */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Writes a name with quotes only where SQL demands them, for statements that a person shall read. */
export function quoteWhereNeeded(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !isRead(name.toLowerCase()) ? name : quoteIdentifier(name);
}

/** Whether a word means something of its own where a name is written: IF begins IF EXISTS. */
function isRead(word: string): boolean {
  return isReserved(word) || word === 'if';
}

/** Writes text as a SQL string literal. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
