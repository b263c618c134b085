import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const BOX = 'CREATE TABLE box (label TEXT, size INTEGER);';
const RENAMED: readonly Pair[] = [
  [BOX, null],
  [
    `CREATE TABLE "n" (label TEXT NOT NULL, size INTEGER);
INSERT INTO n (label, size) SELECT coalesce(label, ''), size FROM box WHERE size > 0;
DROP TABLE box;
ALTER TABLE n RENAME TO box;`,
    null,
  ],
];
const ASIDE: readonly Pair[] = [
  [BOX, null],
  [
    `CREATE TABLE kept AS SELECT rowid AS rid, * FROM box;
DROP TABLE box;
CREATE TABLE box (label TEXT NOT NULL, size INTEGER);
INSERT INTO box (rowid, label, size) SELECT rid, label, size FROM kept;
DROP TABLE kept;`,
    null,
  ],
];

describe('operators of rebuilds', () => {
  test('make the table of a select, without its constraints', async () => {
    expect(await textsBy('copy-as-table', RENAMED)).toEqual([
      `forward: CREATE TABLE "n" AS SELECT coalesce(label, '') AS "label", size AS "size" FROM box WHERE size > 0; DROP TABLE box; ALTER TABLE n RENAME TO box;`,
    ]);
    expect((await textsBy('copy-as-table', ASIDE))[0]).toContain(
      'DROP TABLE box; CREATE TABLE "box" AS SELECT label AS "label", size AS "size" FROM kept; DROP TABLE kept;',
    );
  });

  test('rename the old table away, where the new one had a name of its own', async () => {
    expect(await textsBy('rebuild-rename-away', RENAMED)).toEqual([
      `forward: ALTER TABLE "box" RENAME TO "box_old"; CREATE TABLE "box" (label TEXT NOT NULL, size INTEGER); INSERT INTO "box" (label, size) SELECT coalesce(label, ''), size FROM "box_old" WHERE size > 0; DROP TABLE "box_old";`,
    ]);
  });

  test('rename the old table away, where its rows were put aside', async () => {
    expect(await textsBy('rebuild-rename-away', ASIDE)).toEqual([
      'forward: ALTER TABLE "box" RENAME TO "kept"; CREATE TABLE box (label TEXT NOT NULL, size INTEGER); INSERT INTO box (rowid, label, size) SELECT rowid, label, size FROM kept; DROP TABLE kept;',
    ]);
  });
});
