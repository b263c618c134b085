import Database from 'better-sqlite3';
import type { Queryable } from '../../model/engine.ts';
import { UserError } from '../../model/errors.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { sqlError } from '../connection.ts';
import { exactRows } from './exactRows.ts';
import { type HostedTable, readTables } from './hostedTables.ts';

const OBJECTS = `SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;

/**
 * Writes a database that only answers queries to a file of its own, row by row and bit for bit. What others write in the
 * meantime may be in it in part. Throws `UserError`.
 */
export async function copyHosted(database: Queryable, path: string): Promise<void> {
  const objects = (await database.query(OBJECTS)).map(([type, name, table, sql]) => ({
    type: String(type),
    name: String(name),
    table: String(table),
    sql: String(sql),
  }));
  const tables = await readTables(database);
  const shadows = new Set(tables.filter(({ kind }) => kind === 'shadow').map(({ name }) => name));
  const db = new Database(path);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('foreign_keys = OFF');
    // A database with nothing in it is a file of one page, not of none.
    db.pragma('user_version = 1');
    db.pragma('user_version = 0');
    // Rows that a CHECK no longer lets in are there all the same.
    db.pragma('ignore_check_constraints = ON');
    const make = (type: string): void => {
      for (const object of objects) if (object.type === type && !shadows.has(object.name)) db.exec(object.sql);
    };
    db.exec('BEGIN');
    make('table');
    for (const table of tables) if (table.kind !== 'shadow') await copyRows(database, db, table);
    await copySequences(database, db);
    make('index');
    // An INSTEAD OF trigger needs its view.
    make('view');
    make('trigger');
    await copyStatistics(database, db);
    db.exec('COMMIT');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code, message } = sqlError(error);
    throw new UserError('copy-failed', 'the database cannot be copied to this machine', {
      why: `${code}: ${message}`,
      fix: 'Look whether others change its schema meanwhile, and try again.',
    });
  } finally {
    db.close();
  }
}

async function copyRows(database: Queryable, db: Database.Database, table: HostedTable): Promise<void> {
  const columns = table.hasRowid ? [...table.key, ...table.columns] : table.columns;
  const names = columns.map(quoteIdentifier).join(', ');
  // Bound as text, bytes that are no UTF-8 would be replaced.
  const places = columns.map(() => 'CASE ? WHEN 1 THEN CAST(? AS TEXT) ELSE ? END').join(', ');
  const insert = db.prepare(`INSERT INTO ${quoteIdentifier(table.name)} (${names}) VALUES (${places})`);
  for await (const rows of exactRows(database, table)) {
    for (const { key, values } of rows) {
      const cells = table.hasRowid ? [...key, ...values] : values;
      insert.run(...cells.flatMap(({ isText, value }) => [isText ? 1 : 0, value, value]));
    }
  }
}

async function copySequences(database: Queryable, db: Database.Database): Promise<void> {
  const [counter] = await database.query("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'");
  if (counter === undefined) return;
  db.exec('DELETE FROM sqlite_sequence');
  const insert = db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const [name, seq] of await database.query(
    'SELECT name, CAST(seq AS TEXT) FROM sqlite_sequence ORDER BY rowid',
  )) {
    insert.run(name, BigInt(String(seq)));
  }
}

/** What the planner knows of the rows decides on plans (https://sqlite.org/lang_analyze.html). */
async function copyStatistics(database: Queryable, db: Database.Database): Promise<void> {
  const [made] = await database.query("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'");
  if (made === undefined) return;
  db.exec('ANALYZE; DELETE FROM sqlite_stat1');
  const insert = db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
  const known = "SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY rowid";
  for (const row of await database.query(known)) insert.run(...row);
}
