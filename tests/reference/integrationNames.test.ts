import type Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseAt, run, rung } from './ladder.ts';
import { picture } from './picture.ts';
import { filledDatabaseAt } from './rows.ts';

const namesOf = (database: Database.Database) =>
  Object.fromEntries(
    database.prepare<[], [string, unknown]>('SELECT id, name FROM integrations ORDER BY rowid').raw().all(),
  );

test('the oldest integration keeps the name, the others are renamed and reported by id', () => {
  const database = filledDatabaseAt(6);
  expect(namesOf(database)).toEqual({
    i1: 'Prod (i1)',
    i2: 'Prod',
    i3: 'Prod (2)',
    'null-id-7': 'Prod (null-id-7)',
    i5: 'Prod',
    i6: 'Prod (i6)',
    i7: Buffer.from('Prod'),
  });
  expect(database.prepare('SELECT * FROM renamed_integrations ORDER BY id').raw().all()).toEqual([
    ['i1', 'Prod', 'Prod (i1)'],
    ['i6', 'Prod', 'Prod (i6)'],
    ['null-id-7', 'Prod', 'Prod (null-id-7)'],
  ]);
});

test('two integrations of one workspace can no longer have the same name', () => {
  const database = filledDatabaseAt(6);
  const rename = database.prepare("UPDATE integrations SET name = 'Prod' WHERE id = ?");
  expect(() => rename.run('i3')).toThrow('UNIQUE constraint failed: integrations.workspace_id, integrations.name');
});

test('the rollback leaves a name alone that somebody has changed since', () => {
  const database = filledDatabaseAt(6);
  database.exec("UPDATE integrations SET name = 'Mine' WHERE id = 'i1'");
  run(database, rung(6).rollback);
  expect(namesOf(database)).toMatchObject({ i1: 'Mine', i2: 'Prod', i6: 'Prod' });
});

const integration = fc.record({
  workspace: fc.constantFrom('w1', 'w2'),
  name: fc.constantFrom('a', 'b', 'a (1)', 'a (2)', ' a'),
  created: fc.constantFrom(null, '2024-01-01', '2024-01-02'),
});

test('whatever the names are: unique afterwards, and back again after the rollback; or refused and untouched', () => {
  const workspaces = databaseAt(5);
  workspaces.exec("INSERT INTO workspaces (id, name) VALUES ('w1', ''), ('w2', '')");
  const insert = workspaces.prepare(`
    INSERT INTO integrations (id, workspace_id, platform, name, api_key_encrypted, created_at)
    VALUES (?, ?, '', ?, '', ?)`);
  fc.assert(
    fc.property(fc.array(integration, { maxLength: 8 }), (integrations) => {
      workspaces.exec('DELETE FROM integrations');
      for (const [index, { workspace, name, created }] of integrations.entries()) {
        insert.run(String(index), workspace, name, created);
      }
      const before = picture(workspaces);
      const taken = (name: string) => integrations.some((other) => other.name === name);
      try {
        run(workspaces, rung(6).forward);
      } catch (error) {
        expect(integrations.some(({ name }, index) => taken(`${name} (${index})`))).toBe(true);
        expect(error).toHaveProperty('code', 'SQLITE_CONSTRAINT_UNIQUE');
        expect(picture(workspaces)).toEqual(before);
        return;
      }
      expect(Object.keys(namesOf(workspaces))).toHaveLength(integrations.length);
      run(workspaces, rung(6).rollback);
      expect(picture(workspaces)).toEqual(before);
    }),
  );
});
