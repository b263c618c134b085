import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { mutantsBy, textsBy } from '../ladders.ts';

const REBUILD: readonly Pair[] = [
  ['CREATE TABLE box (a TEXT NOT NULL, b TEXT NOT NULL);', null],
  [
    `CREATE TABLE n (a TEXT NOT NULL, b TEXT NOT NULL);
INSERT INTO n SELECT a, b FROM box;
DROP TABLE box;
ALTER TABLE n RENAME TO box;
CREATE TABLE tag (x TEXT NOT NULL, y TEXT NOT NULL);
CREATE INDEX tag_x ON tag (x);`,
    'DROP TABLE tag;',
  ],
];

describe('operators of definitions', () => {
  test('forget a clause of a rebuilt table at every place, and of a new one once', async () => {
    const mutants = await mutantsBy('schema-not-null-drop', REBUILD);
    expect(mutants.map(({ what }) => what)).toEqual(['NOT NULL removed from a', 'NOT NULL removed from b']);
    expect(mutants[0]?.migration.forward.text).toContain('CREATE TABLE n (a TEXT , b TEXT NOT NULL);');
  });

  test('make one of every other kind', async () => {
    const mutants = await mutantsBy('schema-not-null-add', [
      ['SELECT 1;', null],
      ['CREATE TABLE box (a TEXT, b TEXT);', null],
    ]);
    expect(mutants.map(({ what }) => what)).toEqual(['NOT NULL added to a']);
  });

  test('change an index, and leave alone one that IF NOT EXISTS would have to go with', async () => {
    const text = (await textsBy('schema-index-direction', REBUILD))[0];
    expect(text).toContain('CREATE INDEX tag_x ON tag (x DESC);');
    const guarded: readonly Pair[] = [
      ['CREATE TABLE box (a TEXT);', null],
      ['CREATE INDEX IF NOT EXISTS box_a ON box (a);', null],
    ];
    expect(await textsBy('schema-index-direction', guarded)).toEqual([
      'forward: CREATE INDEX IF NOT EXISTS box_a ON box (a DESC);',
    ]);
    expect(await textsBy('schema-index-uniqueness', guarded)).toEqual([]);
  });

  test('leave alone what the script makes and does not leave', async () => {
    const passing: readonly Pair[] = [
      ['CREATE TABLE box (a TEXT);', null],
      ['CREATE TABLE tmp (a TEXT); DROP TABLE tmp;', null],
    ];
    expect(await textsBy('schema-not-null-add', passing)).toEqual([]);
  });
});
