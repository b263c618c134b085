import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

// Reads and runs the reference ladder without the harness, on purpose: the harness's verdict is held against this.

/** A migration of the reference ladder and its rollback. */
export interface Rung {
  readonly id: string;
  readonly forward: string;
  readonly rollback: string;
}

const root = new URL('../../', import.meta.url);

/** The reference ladder, lowest rung first. */
export const ladder: readonly Rung[] = readdirSync(new URL('migrations/', root))
  .sort()
  .map((name) => ({
    id: name.replace('.sql', ''),
    forward: readFileSync(new URL(`migrations/${name}`, root), 'utf8'),
    rollback: readFileSync(new URL(`rollbacks/${name}`, root), 'utf8'),
  }));

/** Runs a script as a careful runner does: all or nothing, foreign keys on. */
export function run(database: Database.Database, script: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(script);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** A rung by its number, from 1. */
export function rung(number: number): Rung {
  const found = ladder[number - 1];
  if (found === undefined) throw new Error(`There is no rung ${number}.`);
  return found;
}

/** Climbs from one rung to another; `from` is the number of the rung that the database stands on. */
export function climb(database: Database.Database, from: number, to: number): void {
  for (const { forward } of ladder.slice(from, to)) run(database, forward);
}

/** A database that stands on a rung, without rows; a new file, or in memory. */
export function databaseAt(number: number, file = ':memory:'): Database.Database {
  const database = new Database(file);
  database.pragma('foreign_keys = ON');
  climb(database, 0, number);
  return database;
}
