import { describe, expect, test } from 'vitest';
import { checkOf, configOf, type Pair, query } from './climbing.ts';

const NOTE: Pair = [
  'CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL, updated_at TEXT NOT NULL);',
  'DROP TABLE note;',
];
const TRIGGER: Pair = [
  'CREATE TRIGGER note_moved AFTER UPDATE ON note WHEN new.updated_at IS old.updated_at BEGIN UPDATE note SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id; END;',
  'DROP TRIGGER note_moved;',
];
const said = (text: string, step = '0001', pairs = [NOTE]) =>
  checkOf('updated-at-moves', step, pairs, { config: configOf({ queries: [query('edit', text)] }) });

describe('updated-at-moves', () => {
  test('an UPDATE that leaves it is found, with the rows', async () => {
    const { findings } = await said("UPDATE note SET body = 'x'");
    expect(findings).toMatchObject([
      {
        severity: 'error',
        object: 'query edit',
        message: expect.stringMatching(/changes \d+ rows of note without moving updated_at/),
      },
    ]);
  });

  test('an UPDATE that sets it passes', async () => {
    expect(await said("UPDATE note SET body = 'x', updated_at = CURRENT_TIMESTAMP")).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('a trigger that moves it passes', async () => {
    expect(await said("UPDATE note SET body = 'x'", '0002', [NOTE, TRIGGER])).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('a row that the migration itself wrote at the present moment raises no alarm', async () => {
    const seeded: Pair = [`${NOTE[0]} INSERT INTO note VALUES (7, 'seed', CURRENT_TIMESTAMP);`, 'DROP TABLE note;'];
    expect((await said("UPDATE note SET body = 'x' WHERE id = 7", '0002', [seeded, TRIGGER])).findings).toEqual([]);
  });

  test.each([
    ["UPDATE note SET body = 'x' WHERE id = -77", 'edit met no row of note'],
    ['SELECT 1', 'no UPDATE is catalogued'],
    ["UPDATE other SET body = 'x'", 'no UPDATE of note is catalogued'],
  ])('%s proves nothing, and it says so', async (text, reason) => {
    expect(await said(text)).toMatchObject({ status: 'skipped', reason });
  });

  test('without a table that has the column, it says so', async () => {
    const pairs: readonly Pair[] = [['CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL);', null]];
    const reason = 'no table has a column updated_at';
    expect(await said("UPDATE note SET body = 'x'", '0001', [...pairs])).toMatchObject({ status: 'skipped', reason });
  });
});
