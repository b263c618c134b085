import { describe, expect, test } from 'vitest';
import { statementsOf } from '../../harness/mutation/mutant.ts';
import { mutantsOf } from '../../harness/mutation/mutateSchema.ts';
import { databaseOf } from '../generate/database.ts';
import { RICH, SMALL } from './schemas.ts';

async function textsOf(sql: string, operator: string): Promise<readonly string[]> {
  const { schema } = await databaseOf(sql);
  return mutantsOf(schema).flatMap((mutant) => (mutant.operator === operator ? mutant.texts : []));
}

describe('mutants', () => {
  test('differ from the original in what was changed, and in nothing else', async () => {
    const { schema } = await databaseOf(RICH);
    const original = statementsOf(schema);
    for (const { sql, changed, texts } of mutantsOf(schema)) {
      const kept = original.filter((text) => !changed.some((object) => object.sql === text));
      expect(sql.filter((text) => !texts.includes(text))).toEqual(kept);
      expect(texts.every((text) => !original.includes(text))).toBe(true);
    }
  });

  test('are no two the same for one operator', async () => {
    const { schema } = await databaseOf(RICH);
    const seen = mutantsOf(schema).map(({ operator, sql }) => `${operator}\n${sql.join('\n')}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('keep every other byte of the text', async () => {
    expect(await textsOf(SMALL, 'check-drop')).toEqual([
      `CREATE TABLE pets (
  id INTEGER PRIMARY KEY,
  owner INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  age INTEGER DEFAULT 1${' '}
)`,
    ]);
  });

  test('of a comparison put each other one in its place', async () => {
    const texts = await textsOf(SMALL, 'check-comparison');
    expect(texts.map((text) => /age (\S+) 40/.exec(text)?.[1])).toEqual(['<=', '>', '>=', '=', '<>']);
  });

  test('of a foreign key go through every other action', async () => {
    const texts = await textsOf(SMALL, 'foreign-key-on-delete');
    expect(texts.map((text) => /ON DELETE ([A-Z ]+?) ON/.exec(text)?.[1])).toEqual([
      'NO ACTION',
      'RESTRICT',
      'CASCADE',
      'SET DEFAULT',
    ]);
  });

  test('of a table that goes take its indexes and triggers along', async () => {
    const { schema } = await databaseOf(SMALL);
    const gone = mutantsOf(schema).find(({ operator, object }) => operator === 'table-drop' && object === 'table pets');
    expect(gone?.sql).toEqual(['CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL)']);
  });
});
