import type { BoundStatement } from '../../model/engine.ts';
import { type Connection, prepare } from '../connection.ts';
import { canLeak } from '../leaks.ts';

/** SQL that asks what its connection did before (https://sqlite.org/lang_corefunc.html#changes). */
const ASKS_CONNECTION = /last_insert_rowid|changes\s*\(/i;

/**
 * A trigger, a view or a default can ask in the name of a script. And what a connection knows of the rows it reads with the
 * schema: of an index that it made itself it would learn nothing (https://sqlite.org/lang_analyze.html).
 */
const SCHEMA_THAT_ASKS = `SELECT 1 FROM sqlite_schema
  WHERE sql LIKE '%last_insert_rowid%' OR sql LIKE '%changes%' OR name GLOB 'sqlite_stat*' LIMIT 1`;

/**
 * Whether a script must have a connection that nothing was run in: what it leaves there would outlive it, or it would see
 * what others left. Any other runs in one that has the schema in memory already, which takes a fraction of the time.
 */
export function needsOwnConnection(connection: Connection, statements: readonly BoundStatement[]): boolean {
  return (
    statements.some((statement) => canLeak(statement) || ASKS_CONNECTION.test(statement.text)) ||
    prepare(connection, SCHEMA_THAT_ASKS).get() !== undefined
  );
}
