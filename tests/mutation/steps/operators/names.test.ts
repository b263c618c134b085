import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT); CREATE INDEX box_label ON box (label);', null],
  [
    'CREATE TABLE note (box INTEGER); CREATE INDEX note_box ON note (box); CREATE INDEX box_id ON box (id);',
    'DROP INDEX IF EXISTS box_id; DROP TABLE note;',
  ],
];

describe('operators of names', () => {
  test('drop something that is not there, in silence', async () => {
    expect(await textsBy('drop-other-name', LADDER)).toEqual([
      'rollback: DROP INDEX IF EXISTS "box_id_"; DROP TABLE note;',
      'rollback: DROP INDEX IF EXISTS box_id; DROP TABLE IF EXISTS "note_";',
    ]);
  });

  test('create something under the name of another that is there, once for each kind', async () => {
    expect(await textsBy('create-hidden', LADDER)).toEqual([
      'forward: CREATE TABLE IF NOT EXISTS "box" (box INTEGER); CREATE INDEX note_box ON note (box); CREATE INDEX box_id ON box (id);',
      'forward: CREATE TABLE note (box INTEGER); CREATE INDEX IF NOT EXISTS "box_label" ON note (box); CREATE INDEX box_id ON box (id);',
    ]);
  });
});
