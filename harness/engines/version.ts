import Database from 'better-sqlite3';
import driver from 'better-sqlite3/package.json' with { type: 'json' };

/** SQLite's version, once it was asked for: it is compiled into the driver. */
let sqlite: string | null = null;

/** Which engine proves the steps, for the head of a report. */
export function betterSqlite3Version(): { readonly name: string; readonly version: string; readonly sqlite: string } {
  sqlite ??= askVersion();
  return { name: 'better-sqlite3', version: driver.version, sqlite };
}

function askVersion(): string {
  const db = new Database(':memory:');
  const version = db.prepare('SELECT sqlite_version()').pluck().get();
  db.close();
  return String(version);
}
