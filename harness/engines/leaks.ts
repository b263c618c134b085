import type { BoundStatement } from '../model/engine.ts';
import { type Connection, prepare } from './connection.ts';

/** Pragmas that only read, or whose effect ends with the transaction (https://sqlite.org/pragma.html). */
const HARMLESS_PRAGMA =
  /^\s*pragma\s+(?:\w+\s*\.\s*)?(?:defer_foreign_keys|foreign_key_(?:check|list)|table_x?info|table_list|index_x?info|index_list|quick_check|integrity_check|optimize)\b/i;

/** `CREATE TEMP TABLE t`, `CREATE TABLE temp.t`. */
const TEMPORARY_OBJECT = /^\s*create\s+(?:temp|[^(]*\btemp["'`\]]?\s*\.)/i;

/** Whether a statement can leave something on its connection that outlives a rollback: a pragma, or a temporary object. */
export function canLeak({ text }: BoundStatement): boolean {
  return (/^\s*pragma\b/i.test(text) && !HARMLESS_PRAGMA.test(text)) || TEMPORARY_OBJECT.test(text);
}

/** What a connection carries beside the database, as lines to compare: its pragmas and its temporary schema. */
export function connectionState(connection: Connection): readonly string[] {
  return [...pragmaState(connection), ...temporaryObjects(connection)];
}

/** The pragmas of a connection alone: as many lines in the same order each time. */
export function pragmaState(connection: Connection): readonly string[] {
  const pragmas = PRAGMAS.map((name) => `pragma ${name} = ${String(connection.db.pragma(name, { simple: true }))}`);
  const like = `case_sensitive_like = ${String(prepare(connection, "SELECT 'a' NOT LIKE 'A'").get()?.[0])}`;
  return [...pragmas, `pragma ${like}`];
}

/** Temporary tables, views and triggers, one line each. */
function temporaryObjects(connection: Connection): readonly string[] {
  const rows = prepare(connection, 'SELECT type, name FROM sqlite_temp_schema ORDER BY type, name').all();
  return rows.map(([type, name]) => `temporary ${String(type)} ${String(name)}`);
}

const PRAGMAS = [
  'foreign_keys',
  'recursive_triggers',
  'ignore_check_constraints',
  'legacy_alter_table',
  'trusted_schema',
  'cell_size_check',
  'reverse_unordered_selects',
  'automatic_index',
  'query_only',
  'journal_mode',
  'synchronous',
  'locking_mode',
  'temp_store',
  'busy_timeout',
  'cache_size',
  'secure_delete',
  'read_uncommitted',
  'writable_schema',
  'max_page_count',
];
