import { describe, expect, test } from 'vitest';
import { configOf, type Pair, prove, short } from '../checks/climbing.ts';

const SHELF: Pair = [
  `CREATE TABLE shelf (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, room TEXT, depth INTEGER NOT NULL DEFAULT 30);`,
  'DROP TABLE shelf;',
];

async function said(pair: Pair, config = {}, first: Pair = SHELF) {
  const { steps } = await prove([first, pair], { config: configOf(config) });
  return short(steps[1]?.checks.flatMap(({ findings }) => findings) ?? []);
}

describe('rows that the scripts of a step speak of', () => {
  test.each([
    [
      'a value that is undone by value',
      "UPDATE shelf SET room = 'A' WHERE room = 'a';",
      "UPDATE shelf SET room = 'a' WHERE room = 'A';",
    ],
    [
      'NULL that becomes a word and back',
      "UPDATE shelf SET room = 'none' WHERE room IS NULL;",
      "UPDATE shelf SET room = NULL WHERE room = 'none';",
    ],
    [
      'a condition that few rows meet',
      "UPDATE shelf SET label = trim(label) WHERE room GLOB 'R-[0-9][0-9]' AND depth > 900;",
      'SELECT 1;',
    ],
  ])('%s', async (_, forward, rollback) => {
    const found = await said([forward, rollback]);
    expect(found.some((line) => /^error column shelf\.(?:room|label)$/.test(line))).toBe(true);
  });

  test('a value that the ladder has inserted itself is that row alone', async () => {
    const seeded: Pair = [`${SHELF[0]} INSERT INTO shelf (label, depth) VALUES ('deep', 60);`, SHELF[1]];
    const pair: Pair = [
      "UPDATE shelf SET depth = 70 WHERE label = 'deep';",
      "UPDATE shelf SET depth = 60 WHERE label = 'deep';",
    ];
    expect(await said(pair, {}, seeded)).toEqual([]);
  });

  test('a row that a script inserts and its rollback deletes is not there before', async () => {
    const pair: Pair = [
      "INSERT INTO shelf (label) VALUES ('new');",
      "DELETE FROM shelf WHERE label = 'new'; UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'shelf';",
    ];
    expect(await said(pair)).toEqual([]);
  });

  test('an AUTOINCREMENT counter that a rebuild forgets is still above the newest row', async () => {
    const next = SHELF[0].replace('shelf', 'shelf_next').replace('room TEXT', "room TEXT CHECK (room <> 'attic')");
    const pair: Pair = [
      `${next} INSERT INTO shelf_next SELECT id, label, nullif(room, 'attic'), depth FROM shelf; DROP TABLE shelf; ALTER TABLE shelf_next RENAME TO shelf;`,
      null,
    ];
    expect(await said(pair)).toContain('error table shelf');
  });

  test('tables whose rows the configuration shapes are left to it', async () => {
    const shape = { rows: { shelf: (row: Readonly<Record<string, unknown>>) => ({ ...row, room: 'B' }) } };
    const pair: Pair = [
      "UPDATE shelf SET room = 'A' WHERE room = 'a';",
      "UPDATE shelf SET room = 'a' WHERE room = 'A';",
    ];
    expect(await said(pair, shape as never)).toEqual([]);
  });
});
