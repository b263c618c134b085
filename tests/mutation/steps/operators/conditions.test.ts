import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const ladder = (forward: string): readonly Pair[] => [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT, size INTEGER);', null],
  [forward, null],
];

const UPDATE = ladder("UPDATE box SET label = coalesce(label, 'none', '') WHERE label IS NULL OR size > 3;");

describe('operators of conditions', () => {
  test('take the WHERE away', async () => {
    expect(await textsBy('where-drop', UPDATE)).toEqual([
      "forward: UPDATE box SET label = coalesce(label, 'none', '') ;",
    ]);
  });

  test('turn it round', async () => {
    expect(await textsBy('where-negate', UPDATE)).toEqual([
      "forward: UPDATE box SET label = coalesce(label, 'none', '') WHERE NOT (label IS NULL OR size > 3);",
    ]);
  });

  test('take a fallback for NULL away', async () => {
    expect(await textsBy('null-guard-drop', UPDATE)).toEqual([
      'forward: UPDATE box SET label = label WHERE label IS NULL OR size > 3;',
    ]);
  });

  test('turn a test for NULL round, both ways', async () => {
    expect(await textsBy('null-test-negate', UPDATE)).toEqual([
      "forward: UPDATE box SET label = coalesce(label, 'none', '') WHERE label IS NOT NULL OR size > 3;",
    ]);
    expect(await textsBy('null-test-negate', ladder('DELETE FROM box WHERE label IS NOT NULL;'))).toEqual([
      'forward: DELETE FROM box WHERE label IS NULL;',
    ]);
  });

  test('leave a select inside alone, and which rows go into a table of the step’s own', async () => {
    const inside = 'UPDATE box SET size = (SELECT 1 FROM box WHERE id = 1);';
    const own = 'CREATE TABLE kept (id INTEGER); INSERT INTO kept SELECT id FROM box WHERE size > 1;';
    for (const forward of [inside, own]) {
      for (const operator of ['where-drop', 'where-negate'])
        expect(await textsBy(operator, ladder(forward))).toEqual([]);
    }
  });
});
