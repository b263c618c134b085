import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { mutantsBy, textsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY); CREATE TABLE item (box INTEGER REFERENCES box (id));', null],
  [
    `-- stepproof: foreign-keys off
CREATE TRIGGER guard BEFORE DELETE ON item BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER stays AFTER INSERT ON item BEGIN SELECT 1; END;
DELETE FROM box;
DROP TRIGGER "Guard";`,
    'DROP TRIGGER stays;',
  ],
];

describe('operators of guards', () => {
  test('leave out a trigger that stands only while the script runs, with the statement that drops it', async () => {
    expect(await textsBy('guard-drop', LADDER)).toEqual([
      'forward: -- stepproof: foreign-keys off CREATE TRIGGER stays AFTER INSERT ON item BEGIN SELECT 1; END; DELETE FROM box;',
    ]);
  });

  test('take the directive away that switches foreign keys off', async () => {
    const [mutant, ...more] = await mutantsBy('foreign-keys-directive-drop', LADDER);
    expect(more).toEqual([]);
    expect(mutant?.migration.forward.directives).toEqual([]);
    expect(mutant?.migration.forward.text).toMatch(/^\nCREATE TRIGGER guard/);
  });
});
