import Database from 'better-sqlite3';
import driver from 'better-sqlite3/package.json' with { type: 'json' };

/** Which engine proves the steps, for the head of a report. */
export function betterSqlite3Version(): { readonly name: string; readonly version: string; readonly sqlite: string } {
  const db = new Database(':memory:');
  const sqlite = db.prepare('SELECT sqlite_version()').pluck().get();
  db.close();
  return { name: 'better-sqlite3', version: driver.version, sqlite: String(sqlite) };
}
