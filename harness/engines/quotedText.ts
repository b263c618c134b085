import type Database from 'better-sqlite3';
import type { BoundStatement } from '../model/engine.ts';
import type { SqlRow } from '../model/value.ts';
import { quoteLiteral } from '../sql/quote.ts';
import { tokenize } from '../sql/tokens.ts';

/**
 * Compiles a statement. better-sqlite3's SQLite is built to refuse a name in double quotes that is the name of nothing;
 * where the statement's tool has one that takes it for text, it is compiled as text
 * (https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted).
 */
export function compile(
  db: Database.Database,
  { text, doubleQuotes }: BoundStatement,
): Database.Statement<unknown[], SqlRow> {
  for (let sql = text; ; ) {
    try {
      const statement = db.prepare<unknown[], SqlRow>(sql);
      return statement.reader ? statement.raw(true) : statement;
    } catch (error) {
      const unknown = error instanceof Error && doubleQuotes === 'text' ? UNKNOWN.exec(error.message)?.[1] : undefined;
      const next = unknown === undefined ? sql : withText(sql, unknown);
      if (next === sql) throw error;
      sql = next;
    }
  }
}

const UNKNOWN = /^no such column: "(.*)" - should this be a string literal in single-quotes\?$/s;

function withText(sql: string, unknown: string): string {
  let written = '';
  let at = 0;
  for (const { kind, text, value, start, end } of tokenize(sql)) {
    const isQualified = sql[start - 1] === '.' || sql[end] === '.';
    if (kind !== 'name' || !text.startsWith('"') || value !== unknown || isQualified) continue;
    written += sql.slice(at, start) + quoteLiteral(value);
    at = end;
  }
  return written + sql.slice(at);
}
