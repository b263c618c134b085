import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, short } from './climbing.ts';

const said = async (pair: Pair) =>
  checkOf('new-rows-survive-rollback', '0002', [
    [
      'CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);',
      'DROP TABLE task;',
    ],
    pair,
  ]);

describe('new-rows-survive-rollback', () => {
  test('a rollback that only restores a copy taken before loses what came later', async () => {
    const { status, findings } = await said([
      'CREATE TABLE task_old AS SELECT * FROM task; ALTER TABLE task ADD COLUMN owner TEXT;',
      'ALTER TABLE task DROP COLUMN owner; DELETE FROM task; INSERT INTO task SELECT id, title, done FROM task_old; DROP TABLE task_old;',
    ]);
    expect(status).toBe('passed');
    expect(short(findings)).toEqual(['warning table task']);
  });

  test('a rollback that carries every row over passes', async () => {
    const report = await said(['ALTER TABLE task ADD COLUMN owner TEXT;', 'ALTER TABLE task DROP COLUMN owner;']);
    expect(report.findings).toEqual([]);
    expect(report.cases).toBeGreaterThan(0);
  });

  test('rows of a table that the step creates cannot be held, and are no loss', async () => {
    expect((await said(['CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE tag;'])).findings).toEqual(
      [],
    );
  });

  test('a rollback that changes what was written, without naming it, is found', async () => {
    const { findings } = await said([
      'CREATE TABLE seen (n INTEGER); CREATE TABLE low AS SELECT max(id) AS id FROM task;',
      'CREATE TABLE n (id INTEGER PRIMARY KEY, title TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0); INSERT INTO n (id, title) SELECT id, title FROM task WHERE id > (SELECT id FROM low); INSERT INTO n SELECT id, title, done FROM task WHERE id <= (SELECT id FROM low); DROP TABLE task; ALTER TABLE n RENAME TO task; DROP TABLE seen; DROP TABLE low;',
    ]);
    expect(short(findings)).toEqual(['warning column task.done']);
  });

  test('a rollback that new rows stop, although the old schema can hold them, is found', async () => {
    const { findings } = await said([
      'ALTER TABLE task ADD COLUMN owner TEXT;',
      'CREATE TABLE few (n INTEGER CHECK (n <= 8)); INSERT INTO few SELECT count(*) FROM task; DROP TABLE few; ALTER TABLE task DROP COLUMN owner;',
    ]);
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        message: 'the rollback fails once rows have been written since: CHECK constraint failed: n <= 8',
      },
    ]);
  });

  test('a rollback that takes back keys which newer rows refer to is found', async () => {
    const tables: Pair = [
      'CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT); CREATE TABLE task (id INTEGER PRIMARY KEY, team TEXT REFERENCES team (id));',
      null,
    ];
    const naming =
      "CREATE TABLE named AS SELECT rowid AS number FROM team WHERE id IS NULL; UPDATE team SET id = 'team ' || rowid WHERE id IS NULL;";
    const forget = 'UPDATE team SET id = NULL WHERE rowid IN (SELECT number FROM named); DROP TABLE named;';
    const keep = 'DELETE FROM named WHERE number IN (SELECT team.rowid FROM team JOIN task ON task.team = team.id);';
    const of = (rollback: string) => checkOf('new-rows-survive-rollback', '0002', [tables, [naming, rollback]]);
    expect((await of(forget)).findings).toMatchObject([
      {
        message:
          'the rollback fails once rows are there that the old schema cannot hold: FOREIGN KEY constraint failed',
      },
    ]);
    expect((await of(`${keep} ${forget}`)).findings).toEqual([]);
  });
});
