import { describe, expect, test } from 'vitest';
import type { Finding } from '../../harness/model/finding.ts';
import type { Migration } from '../../harness/model/script.ts';
import { ladderOf, type Pair, prove } from '../checks/climbing.ts';

const SHELF: Pair = [
  `CREATE TABLE shelf (id INTEGER PRIMARY KEY, room TEXT NOT NULL);
   CREATE TABLE jar (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL REFERENCES shelf (id));`,
  'DROP TABLE shelf; DROP TABLE jar;',
];

/** The ladder as a tool runs it that leaves foreign keys off. */
function unenforced(pairs: readonly Pair[]): readonly Migration[] {
  return ladderOf(pairs).map((migration) => ({
    ...migration,
    forward: { ...migration.forward, foreignKeys: 'off' },
    rollback: migration.rollback && { ...migration.rollback, foreignKeys: 'off' },
  }));
}

async function last(pairs: readonly Pair[], migrations: readonly Migration[] = unenforced(pairs)) {
  const { steps } = await prove([], { migrations });
  const step = steps.at(-1);
  const of = (check: string): readonly Finding[] => step?.checks.find(({ id }) => id === check)?.findings ?? [];
  return { verdict: step?.rollbackVerdict, of };
}

describe('a tool that leaves foreign keys off', () => {
  test('a parent dropped before its children is a warning there, and an error elsewhere', async () => {
    const there = await last([SHELF]);
    expect(there.verdict).toBe('exact');
    expect(there.of('rollback-applies')).toMatchObject([
      {
        severity: 'warning',
        message: 'the script fails where foreign keys are on: FOREIGN KEY constraint failed',
        location: { file: 'rollbacks/0001.sql', line: 1 },
      },
    ]);
    const elsewhere = await last([SHELF], ladderOf([SHELF]));
    expect(elsewhere.of('rollback-applies')).toMatchObject([{ severity: 'error' }]);
  });

  test('a rebuild that foreign keys stop is judged without them, in both directions', async () => {
    const rebuild = (room: string): string =>
      `CREATE TABLE shelf_new (id INTEGER PRIMARY KEY, room TEXT NOT NULL${room});
       INSERT INTO shelf_new SELECT id, room FROM shelf; DROP TABLE shelf; ALTER TABLE shelf_new RENAME TO shelf;`;
    const there = await last([SHELF, [rebuild(" DEFAULT 'hall'"), rebuild(" DEFAULT ''")]]);
    expect(there.verdict).toBe('wrong');
    expect(there.of('forward-applies')).toMatchObject([{ severity: 'warning', data: { kind: 'enforced' } }]);
    expect(there.of('rows-survive')).toEqual([]);
    expect(there.of('rollback-restores-schema')).toMatchObject([{ severity: 'error', object: 'column shelf.room' }]);
  });

  test('rows that are left without a parent are an error there too', async () => {
    const { verdict, of } = await last([SHELF, ['CREATE INDEX jars ON jar (shelf);', 'DELETE FROM shelf;']]);
    expect(verdict).toBe('fails');
    expect(of('rollback-applies')).toMatchObject([{ severity: 'error' }]);
  });

  test('what fails for another reason fails', async () => {
    expect((await last([SHELF, ['CREATE INDEX jars ON jar (shelf);', 'DROP INDEX jar;']])).verdict).toBe('fails');
  });
});
