import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const adding = (column: string): readonly Pair[] => [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY);', null],
  [`ALTER TABLE box ADD ${column};`, null],
];

describe('operators of added columns', () => {
  test('lose each clause', async () => {
    expect(
      await textsBy('added-column-loss', adding('COLUMN size INTEGER NOT NULL DEFAULT 1 CHECK (size > 0)')),
    ).toEqual([
      'forward: ALTER TABLE box ADD COLUMN size INTEGER DEFAULT 1 CHECK (size > 0);',
      'forward: ALTER TABLE box ADD COLUMN size INTEGER NOT NULL CHECK (size > 0);',
      'forward: ALTER TABLE box ADD COLUMN size INTEGER NOT NULL DEFAULT 1 ;',
    ]);
  });

  test('give another type', async () => {
    expect(await textsBy('added-column-type', adding('size INTEGER DEFAULT 1'))).toEqual([
      'forward: ALTER TABLE box ADD size TEXT DEFAULT 1;',
    ]);
    expect(await textsBy('added-column-type', adding('label VARCHAR(20)'))).toEqual([
      'forward: ALTER TABLE box ADD label INTEGER;',
    ]);
    expect(await textsBy('added-column-type', adding('anything'))).toEqual([
      'forward: ALTER TABLE box ADD anything TEXT;',
    ]);
  });
});
