import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';

/** SQLite's own limit where none is given (https://sqlite.org/pragma.html#pragma_integrity_check). */
const LISTED = 100;

/** What is wrong with the pages and rows of a database, indexes aside: SQLite's sentences, none when it is sound. */
export async function quickCheck(database: Queryable): Promise<readonly string[]> {
  return complaints(database, `PRAGMA main.quick_check(${LISTED})`, []);
}

/** The same of single tables, with each entry of their indexes held against its row. */
export async function integrityCheck(database: Queryable, tables: readonly string[]): Promise<readonly string[]> {
  // SQLite takes a number for how many sentences are wanted.
  if (tables.some((table) => /^\d+$/.test(table))) return complaints(database, 'PRAGMA main.integrity_check', []);
  const found: string[] = [];
  for (const table of tables) {
    found.push(...(await complaints(database, "SELECT * FROM pragma_integrity_check(?, 'main')", [table])));
  }
  return found;
}

/** A damaged database can keep SQLite from saying what is wrong with it: then its error is what it says. */
async function complaints(database: Queryable, sql: string, values: readonly string[]): Promise<readonly string[]> {
  try {
    return (await database.query(sql, values)).map(([sentence]) => String(sentence)).filter((text) => text !== 'ok');
  } catch (error) {
    if (error instanceof SqlError) return [`${error.code}: ${error.message}`];
    throw error;
  }
}
