import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY);', 'DROP TABLE box;'],
  ['ALTER TABLE box ADD COLUMN size INTEGER;', 'ALTER TABLE box DROP COLUMN size;'],
];

describe('operators of whole rollbacks', () => {
  test('empty it', async () => {
    expect(await textsBy('rollback-empty', LADDER)).toEqual(['rollback: -- Nothing to do.']);
  });

  test('put in its place what takes back a neighbouring step', async () => {
    expect(await textsBy('rollback-of-neighbour', LADDER)).toEqual(['rollback: DROP TABLE box;']);
  });
});
