import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { mutantsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  [
    `CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT, hint TEXT);
CREATE INDEX box_label ON box (label);
CREATE TABLE item (id INTEGER PRIMARY KEY, box INTEGER REFERENCES box (id), name TEXT);
CREATE VIEW names AS SELECT name FROM item;
CREATE TRIGGER item_new AFTER INSERT ON item BEGIN SELECT 1; END;`,
    null,
  ],
  ['ALTER TABLE box ADD COLUMN size INTEGER;', 'ALTER TABLE box DROP COLUMN size;'],
];

/** The statement at the end of the rollback. */
async function ends(operator: string): Promise<readonly string[]> {
  const mutants = await mutantsBy(operator, LADDER);
  return mutants
    .filter(({ script }) => script === 'rollback')
    .map(({ migration }) => migration.rollback?.statements.at(-1)?.text ?? '');
}

describe('operators that take away too much', () => {
  test('drop an index, a view, a trigger and a table without children', async () => {
    expect(await ends('overshoot-object')).toEqual([
      'DROP INDEX "box_label"',
      'DROP VIEW "names"',
      'DROP TRIGGER "item_new"',
      'DROP TABLE "item"',
    ]);
  });

  test('drop a column that nothing else speaks of', async () => {
    expect(await ends('overshoot-column')).toEqual(['ALTER TABLE "box" DROP COLUMN "hint"']);
  });

  test('delete rows of a table that the script names and of one that it does not', async () => {
    expect(await ends('overshoot-rows')).toEqual([
      'DELETE FROM "box"',
      'DELETE FROM "box" WHERE rowid = (SELECT min(rowid) FROM "box")',
      'DELETE FROM "item"',
      'DELETE FROM "item" WHERE rowid = (SELECT min(rowid) FROM "item")',
    ]);
  });

  test('empty a column', async () => {
    expect(await ends('overshoot-values')).toEqual([
      'UPDATE "box" SET "label" = NULL',
      'UPDATE "item" SET "box" = NULL',
    ]);
  });

  test('leave the rows alone of which an irreversible step may lose what it names', async () => {
    const irreversible: readonly Pair[] = [
      LADDER[0] ?? ['', null],
      [`-- stepproof: irreversible "old"\nDROP VIEW names;`, null],
    ];
    expect(await mutantsBy('overshoot-rows', irreversible)).toEqual([]);
    expect(await mutantsBy('overshoot-values', irreversible)).toEqual([]);
    expect(await mutantsBy('overshoot-object', irreversible)).not.toEqual([]);
  });

  test('do the same at the end of the forward script', async () => {
    const forward = (await mutantsBy('overshoot-rows', LADDER)).find(({ script }) => script === 'forward');
    expect(forward?.migration.forward.text).toBe('ALTER TABLE box ADD COLUMN size INTEGER;\nDELETE FROM "box";\n');
  });
});
