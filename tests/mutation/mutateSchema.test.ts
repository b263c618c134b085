import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { type MutationOptions, mutantsOf, mutateSchema } from '../../harness/mutation/mutateSchema.ts';
import { operators } from '../../harness/mutation/operators/index.ts';
import { databaseOf } from '../generate/database.ts';
import { RICH, SMALL } from './schemas.ts';

const REFERENCE = join(import.meta.dirname, '../../migrations/0001_initial_schema.sql');

async function mutated(sql: string, options: MutationOptions = {}) {
  const { engine, schema } = await databaseOf(sql);
  await engine.close();
  return mutateSchema(() => openBetterSqlite3(), schema, options);
}

describe('mutateSchema', () => {
  test('kills every mutant of a rich schema that can be told from it', async () => {
    const { all } = await mutated(RICH);
    expect(all.survivors.map(({ operator, what }) => `${operator}: ${what}`)).toEqual([]);
    expect(all.killed).toBe(all.total);
    expect(all.total).toBeGreaterThan(230);
  });

  test('every operator finds something to damage there, but for those of what it does not have', async () => {
    const { schema } = await databaseOf(RICH);
    const idle = operators.filter(({ changes }) => [...changes(schema)].length === 0).map(({ id }) => id);
    expect(idle).toEqual([
      'primary-key-add',
      'conflict-drop',
      'conflict-change',
      'foreign-key-remove-column',
      'view-distinct',
      'view-aggregate',
    ]);
  });

  test('kills every eleventh mutant of the reference schema, or says why it is the same', async () => {
    const { schema } = await databaseOf(readFileSync(REFERENCE, 'utf8'));
    const chosen = new Set(mutantsOf(schema).flatMap(({ sql }, at) => (at % 11 === 0 ? [sql.join('\n')] : [])));
    const { all } = await mutated(readFileSync(REFERENCE, 'utf8'), {
      selects: ({ sql }) => chosen.has(sql.join('\n')),
    });
    expect(all.survivors).toEqual([]);
    expect(all.total).toBeGreaterThan(90);
  });

  test('answers the same a second time', async () => {
    const [first, second] = [await mutated(SMALL), await mutated(SMALL)];
    expect(JSON.stringify(second.mutants)).toBe(JSON.stringify(first.mutants));
  });

  test('counts what cannot be told apart beside the score, with a reason', async () => {
    const { all, mutants } = await mutated(SMALL);
    const same = mutants.flatMap(({ mutant, judgement }) =>
      judgement.verdict === 'equivalent' || judgement.verdict === 'catalog-only'
        ? [`${mutant.operator}, ${mutant.what}`]
        : [],
    );
    expect(same).toEqual([
      'foreign-key-on-delete, ON DELETE SET DEFAULT in REFERENCES owners',
      'index-direction, owner turned round',
    ]);
    expect(all.equivalent).toBe(2);
    expect(all.total + all.equivalent + all.stillborn).toBe(mutants.length);
  });

  test('adds the operators up to the whole', async () => {
    const { all, byOperator } = await mutated(SMALL);
    const sum = [...byOperator.values()].reduce((count, { total }) => count + total, 0);
    expect(sum).toBe(all.total);
  });
});
