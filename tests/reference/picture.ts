import type Database from 'better-sqlite3';

/** Everything that a rollback has to bring back, in a form that two databases can be compared by. */
export interface Picture {
  /** The text of every object as SQLite keeps it, by kind and name. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** By table, its indexes in the order in which the planner meets them. */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
  /** By table, its rows: rowid, then storage class and value of each column. */
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

/** Takes the picture of a database. */
export function picture(database: Database.Database): Picture {
  const objects = database
    .prepare<[], { type: string; name: string; tbl_name: string; sql: string | null }>(
      'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid',
    )
    .all();
  const tables = objects.filter(({ type }) => type === 'table').map(({ name }) => name);
  const indexesOf = (table: string) =>
    objects.filter(({ type, tbl_name }) => type === 'index' && tbl_name === table).map(({ name }) => name);
  return {
    texts: Object.fromEntries(objects.map(({ type, name, sql }) => [`${type} ${name}`, sql])),
    indexes: Object.fromEntries(tables.map((table) => [table, indexesOf(table)])),
    rows: Object.fromEntries(tables.map((table) => [table, rowsOf(database, table)])),
  };
}

function rowsOf(database: Database.Database, table: string): readonly unknown[] {
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const hasRowid = database.prepare("SELECT wr = 0 FROM pragma_table_list WHERE schema = 'main' AND name = ?").pluck();
  // Text as bytes: a driver would stop at NUL or replace what is no UTF-8.
  const cells = columns.map(
    (column) => `typeof("${column}"), CASE typeof("${column}") WHEN 'text' THEN hex("${column}") ELSE "${column}" END`,
  );
  const rowid = hasRowid.get(table) === 1 ? 'rowid' : 'NULL';
  return database
    .prepare(`SELECT ${[rowid, ...cells].join(', ')} FROM "${table}" ORDER BY 1, 3, 5`)
    .raw()
    .safeIntegers()
    .all();
}
