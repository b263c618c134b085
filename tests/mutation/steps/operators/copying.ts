import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

/** A table that is rebuilt. */
export const BOX = 'CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT, hint TEXT, size INTEGER NOT NULL);';

/** Copies of one rebuild, without the statements around them. */
export async function copies(operator: string, columns: string, copy: string): Promise<readonly string[]> {
  const rebuild = `CREATE TABLE n (${columns});${copy};DROP TABLE box;ALTER TABLE n RENAME TO box;`;
  const texts = await textsBy(operator, [
    [BOX, null],
    [rebuild, null],
  ] satisfies Pair[]);
  return texts.map((text) => /INSERT.*?(?=;)/.exec(text)?.[0] ?? text);
}

/** What it is rebuilt as. */
export const COLUMNS =
  "id INTEGER PRIMARY KEY, label TEXT CHECK (label <> ''), hint TEXT UNIQUE, size INTEGER NOT NULL";
/** How its rows come back. */
export const COPY = "INSERT INTO n (id, label, hint, size) SELECT id, label, coalesce(hint, ''), size FROM box";
