import { expect, test } from 'vitest';
import { touchedObjects } from '../../../harness/commands/mutation/touchedObjects.ts';
import { scriptOf } from '../../../harness/sql/script.ts';
import { databaseOf } from '../../generate/database.ts';

const BELOW = `
CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES OWNERS (id));
CREATE TABLE toys (id INTEGER PRIMARY KEY);
CREATE INDEX pets_owner ON pets (owner);
`;

async function touchedBy(forward: string): Promise<readonly string[]> {
  const [before, after] = [await databaseOf(BELOW), await databaseOf(BELOW + forward)];
  const migration = { id: '2', forward: scriptOf('migrations/2.sql', forward), rollback: null };
  return [...touchedObjects({ migration, before: before.schema, after: after.schema })].sort();
}

test.each([
  ['CREATE INDEX toys_id ON toys (id);', ['index toys_id']],
  ['CREATE VIEW all_toys AS SELECT * FROM toys;', ['view all_toys']],
  ['ALTER TABLE toys ADD COLUMN colour TEXT;', ['table toys']],
  ['DROP INDEX pets_owner; CREATE INDEX Pets_Owner ON pets (owner DESC);', ['index pets_owner']],
  ['DROP INDEX pets_owner;', []],
  ['SELECT * FROM toys;', []],
])('%s touches %j', async (forward, expected) => {
  expect(await touchedBy(forward)).toEqual(expected);
});

test.each([
  'INSERT INTO owners (name) VALUES (1);',
  'REPLACE INTO Owners (name) VALUES (1);',
  'UPDATE "owners" SET name = 2;',
  'WITH one AS (SELECT 1) DELETE FROM owners;',
])('%s touches the table that it writes to, and its children', async (forward) => {
  expect(await touchedBy(forward)).toEqual(['table owners', 'table pets']);
});

test('what is written otherwise and means the same is not touched', async () => {
  expect(await touchedBy('DROP INDEX pets_owner; CREATE INDEX "pets_owner" ON "pets" ( owner );')).toEqual([]);
});
