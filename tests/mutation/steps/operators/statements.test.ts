import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { textsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  ['CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT);', null],
  [
    "ALTER TABLE box ADD COLUMN size INTEGER;\nUPDATE box SET size = 1;\nCREATE TABLE note (text TEXT);\nINSERT INTO note VALUES ('a');",
    'UPDATE box SET label = (SELECT text FROM note);\nDROP TABLE note;\nALTER TABLE box DROP COLUMN size;',
  ],
];

describe('operators of whole statements', () => {
  test('leave out each statement of both scripts, but for what the step does to rows on purpose', async () => {
    expect(await textsBy('statement-drop', LADDER)).toEqual([
      "forward: UPDATE box SET size = 1; CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a');",
      "forward: ALTER TABLE box ADD COLUMN size INTEGER; UPDATE box SET size = 1; INSERT INTO note VALUES ('a');",
      'forward: ALTER TABLE box ADD COLUMN size INTEGER; UPDATE box SET size = 1; CREATE TABLE note (text TEXT);',
      'rollback: DROP TABLE note; ALTER TABLE box DROP COLUMN size;',
      'rollback: UPDATE box SET label = (SELECT text FROM note); ALTER TABLE box DROP COLUMN size;',
      'rollback: UPDATE box SET label = (SELECT text FROM note); DROP TABLE note;',
    ]);
  });

  test('run twice what writes rows, but for what the step does to them on purpose', async () => {
    const texts = await textsBy('statement-duplicate', LADDER);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain("INSERT INTO note VALUES ('a'); INSERT INTO note VALUES ('a');");
    expect(texts[1]).toContain('(SELECT text FROM note); UPDATE box SET label = (SELECT text FROM note); DROP');
  });

  test('change the order of neighbours that speak of one another', async () => {
    const texts = await textsBy('statement-swap', LADDER);
    expect(texts).toEqual([
      "forward: UPDATE box SET size = 1; ALTER TABLE box ADD COLUMN size INTEGER; CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a');",
      "forward: ALTER TABLE box ADD COLUMN size INTEGER; UPDATE box SET size = 1; INSERT INTO note VALUES ('a'); CREATE TABLE note (text TEXT);",
      'rollback: DROP TABLE note; UPDATE box SET label = (SELECT text FROM note); ALTER TABLE box DROP COLUMN size;',
    ]);
  });

  test('stop a script half-way, unless that leaves out one statement alone', async () => {
    expect(await textsBy('script-truncate', LADDER)).toEqual([
      'forward: ALTER TABLE box ADD COLUMN size INTEGER; UPDATE box SET size = 1;',
    ]);
  });
});
