import { describe, expect, test } from 'vitest';
import { spokenRows } from '../../harness/generate/spokenRows.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { databaseOf } from './database.ts';

const TASK = `CREATE TABLE project (id INTEGER PRIMARY KEY);
  CREATE TABLE task (id INTEGER PRIMARY KEY, project_id INTEGER REFERENCES project (id), slug TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL, kind TEXT, days INTEGER, done_on TEXT, note TEXT, size REAL);`;

async function spoken(
  sql: string,
  seeds = '',
): Promise<readonly Readonly<Record<string, SqlValue | readonly string[]>>[]> {
  const { schema } = await databaseOf(TASK);
  const table = schema.tables.find(({ name }) => name === 'task');
  if (table === undefined) throw new Error('no table task');
  const rows = spokenRows(table, scriptOf('a.sql', sql).statements, scriptOf('b.sql', seeds).statements);
  return rows.map(({ values, filled }) => ({ ...Object.fromEntries(values), ...(filled.length > 0 && { filled }) }));
}

describe('rows that statements speak of', () => {
  test('what one statement compares stands together in one row', async () => {
    expect(await spoken("UPDATE task SET days = 14 WHERE state = 'open' AND kind IS NULL;")).toEqual([
      { days: 14n, state: 'open', kind: null },
      { days: 14n, state: 'open', filled: ['kind'] },
    ]);
  });

  test('both what a column was and what it becomes', async () => {
    expect(await spoken("UPDATE task SET kind = 'bug' WHERE kind = 'Bug' AND state = 'open';")).toEqual([
      { kind: 'bug', state: 'open' },
      { kind: 'Bug', state: 'open' },
    ]);
  });

  test.each([
    ["SELECT 1; UPDATE task SET note = coalesce(note, '-');", [{ note: '-' }]],
    ["UPDATE task SET note = nullif(note, '');", [{ note: '' }]],
    ['UPDATE task SET note = trim(note);', [{ note: '  Ab  ' }]],
    ["UPDATE task SET note = replace(note, '/', '-');", [{ note: 'Ab/c' }, { note: 'Ab-c' }]],
    ["CREATE TABLE kept AS SELECT id FROM task WHERE kind IN ('a', 'b');", [{ kind: 'a' }, { kind: 'b' }]],
    ["UPDATE task SET state = CASE kind WHEN 'a' THEN 'x' ELSE state END;", [{ kind: 'a', filled: ['state'] }]],
    ['UPDATE task SET note = NULL WHERE note = kind;', [{ note: expect.any(String), kind: expect.any(String) }]],
    ["UPDATE task SET note = note || '.' WHERE state = 'open';", [{ state: 'open', filled: ['note'] }]],
    ["DELETE FROM task WHERE note LIKE 'tmp%';", [{ note: expect.stringMatching(/^tmp./) }]],
  ])('%s', async (sql, rows) => {
    expect(await spoken(sql)).toEqual(rows);
  });

  test('both sides of a bound, the one that is asked for first', async () => {
    expect(await spoken('DELETE FROM task WHERE days > 30;')).toEqual([{ days: 31n }, { days: 30n }]);
    expect(await spoken('DELETE FROM task WHERE days BETWEEN 2 AND 5;')).toEqual([
      { days: 2n },
      { days: 5n },
      { days: 1n },
    ]);
  });

  test('a text that is read as a time is one', async () => {
    const [first, second] = await spoken('UPDATE task SET done_on = date(done_on);');
    expect([first, second]).toEqual([{ done_on: '2024-02-29' }, { done_on: '2024-02-29 13:37:05' }]);
  });

  test('no keys, no NULL in a column without it, nothing of numbers where a text function stands', async () => {
    expect(await spoken("UPDATE task SET note = 'x' WHERE id = 3 OR slug = 'a' OR project_id = 4;")).toEqual([
      { note: 'x' },
    ]);
    expect(await spoken('DELETE FROM task WHERE state IS NULL;')).toEqual([]);
    expect(await spoken('UPDATE task SET size = trim(size);')).toEqual([]);
  });

  test('nothing that the ladder inserts itself', async () => {
    const seeds = "INSERT INTO task (slug, state) VALUES ('a', 'new');";
    expect(await spoken("UPDATE task SET days = 3 WHERE state = 'new';", seeds)).toEqual([
      { days: 3n, filled: ['state'] },
    ]);
  });

  test('nothing of definitions and of other tables', async () => {
    const trigger = "CREATE TRIGGER t AFTER INSERT ON task WHEN new.state = 'x' BEGIN SELECT 1; END;";
    expect(
      await spoken(`${trigger} CREATE INDEX i ON task (note) WHERE note = 'y'; UPDATE project SET id = 7;`),
    ).toEqual([]);
  });
});
