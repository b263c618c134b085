import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { databaseAt, ladder, run, rung } from './ladder.ts';
import { picture } from './picture.ts';
import { climbAndFill, filledDatabaseAt } from './rows.ts';

const countOf = (database: Database.Database, type: string) =>
  database
    .prepare("SELECT count(*) FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .pluck()
    .get(type);

describe('each rung', () => {
  test.each(ladder.map(({ id }, index) => [id, index] as const))('%s is taken back exactly', (_id, index) => {
    const database = filledDatabaseAt(index);
    const before = picture(database);
    run(database, rung(index + 1).forward);
    const after = picture(database);
    expect(after).not.toEqual(before);

    run(database, rung(index + 1).rollback);
    expect(picture(database)).toEqual(before);

    run(database, rung(index + 1).forward);
    expect(picture(database)).toEqual(after);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test.each(ladder.map(({ id }, index) => [id, index] as const))('%s applies to tables without rows', (_id, index) => {
    const database = databaseAt(index);
    const before = picture(database);
    run(database, rung(index + 1).forward);
    run(database, rung(index + 1).rollback);
    expect(picture(database)).toEqual(before);
  });

  test('has the named indexes, tables, views and triggers that the reference says', () => {
    const counts = ladder.map((_, index) => {
      const database = databaseAt(index + 1);
      return ['index', 'table', 'view', 'trigger'].map((type) => countOf(database, type));
    });
    expect(counts).toEqual([
      [26, 10, 1, 0],
      [26, 10, 1, 0],
      [26, 11, 1, 0],
      [26, 12, 1, 0],
      [26, 13, 1, 0],
      [27, 14, 1, 0],
      [29, 14, 1, 0],
      [31, 14, 1, 0],
      [31, 14, 1, 6],
    ]);
  });
});

test('the whole ladder goes up and down again through the same pictures', () => {
  const database = databaseAt(0);
  const pictures = [picture(database)];
  for (const index of ladder.keys()) {
    climbAndFill(database, index, index + 1);
    pictures.push(picture(database));
  }
  for (const { rollback } of ladder.toReversed()) {
    pictures.pop();
    run(database, rollback);
    expect(picture(database)).toEqual(pictures.at(-1));
  }
  expect(picture(database)).toEqual({ texts: {}, indexes: {}, rows: {} });
});

test('no rung from the second on changes the number of rows of the ten tables', () => {
  const tables = Object.keys(picture(databaseAt(1)).rows);
  const counts = ladder.slice(1).map((_, index) => {
    const { rows } = picture(filledDatabaseAt(index + 2));
    return tables.map((table) => rows[table]?.length);
  });
  expect(new Set(counts.map((count) => count.join()))).toEqual(new Set(['5,3,5,7,5,3,4,5,4,4']));
});
