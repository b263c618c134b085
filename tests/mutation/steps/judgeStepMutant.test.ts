import { describe, expect, test } from 'vitest';
import { judgeStepMutant, type StepJudgement } from '../../../harness/mutation/steps/judgeStepMutant.ts';
import { scriptOf } from '../../../harness/sql/script.ts';
import { configOf, type Pair, query } from '../../checks/climbing.ts';
import { onBench } from './ladders.ts';

/** Judges the last step with other scripts in the place of its own. */
async function judged(
  pairs: readonly Pair[],
  other: Pair,
  { config = configOf({}), operator = 'by hand' } = {},
): Promise<StepJudgement> {
  return onBench(
    pairs,
    async (bench) => {
      const original = bench.migrations.at(-1);
      if (original === undefined) throw new Error('a ladder has steps');
      const [forward, rollback] = other;
      const migration = {
        ...original,
        forward: scriptOf(original.forward.path, forward),
        rollback: rollback === null ? null : scriptOf(`rollbacks/${original.id}.sql`, rollback),
      };
      const named = { operator, object: 'by hand', what: 'by hand', sql: '' };
      return judgeStepMutant(bench, { ...named, step: original.id, script: 'forward', migration });
    },
    config,
  );
}

const BOX: Pair = ['CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT, size INTEGER);', 'DROP TABLE box;'];
const INDEX: Pair = ['CREATE INDEX box_label ON box (label);', 'DROP INDEX box_label;'];

describe('judgeStepMutant', () => {
  test('is killed by the check that reports what the original does not have', async () => {
    const loses: Pair = [`${INDEX[0]} UPDATE box SET size = NULL;`, INDEX[1]];
    expect(await judged([BOX, INDEX], loses)).toEqual({
      verdict: 'killed',
      by: 'rollback-restores-data',
      how: 'check',
      message: expect.stringContaining('box'),
    });
  });

  test('counts a forward script that runs nowhere apart, and one that only rows stop as any other', async () => {
    expect(await judged([BOX, INDEX], ['CREATE INDEX box_label ON bax (label);', INDEX[1]])).toMatchObject({
      verdict: 'killed',
      by: 'forward-applies',
      how: 'apply-error',
    });
    const onRows: Pair = [
      'CREATE TABLE more (size INTEGER NOT NULL); INSERT INTO more SELECT NULL FROM box;',
      'DROP TABLE more;',
    ];
    expect(await judged([BOX, INDEX], onRows)).toMatchObject({ by: 'forward-applies', how: 'check' });
  });

  test('is killed by what the original promises its step to end with', async () => {
    expect(await judged([BOX, INDEX], ['SELECT 1;', 'SELECT 1;'])).toMatchObject({
      verdict: 'killed',
      by: 'expected-indexes',
      message: expect.stringContaining('box_label'),
    });
  });

  test('is killed by a probe of the schema that the original leaves', async () => {
    const table: Pair = ["CREATE TABLE tag (name TEXT CHECK (name <> ''));", 'DROP TABLE tag;'];
    expect(await judged([BOX, table], ['CREATE TABLE tag (name TEXT);', 'DROP TABLE tag;'])).toMatchObject({
      verdict: 'killed',
      by: 'constraints-hold',
      how: 'check',
    });
    const turned = INDEX[0].replace('(label)', '(label COLLATE NOCASE)');
    expect(await judged([BOX, INDEX], [turned, INDEX[1]])).toMatchObject({ by: 'indexes-earn-their-keep' });
  });

  test('is killed by a catalogued query that no longer has its plan', async () => {
    const queries = [query('byLabel', "SELECT id FROM box WHERE label = 'a'", { uses: ['box_label'] })];
    const partial = INDEX[0].replace(';', ' WHERE size > 3;');
    expect(await judged([BOX, INDEX], [partial, INDEX[1]], { config: configOf({ queries }) })).toMatchObject({
      verdict: 'killed',
      by: 'queries-use-indexes',
    });
  });

  test('is not killed by what the original is blamed for as well', async () => {
    const careless: Pair = ['CREATE TABLE tag (name TEXT PRIMARY KEY);', 'SELECT 1;'];
    const judgement = await judged([BOX, careless], [`${careless[0]} SELECT 2;`, 'SELECT 3;']);
    expect(judgement).toMatchObject({ verdict: 'equivalent' });
  });

  test('is equivalent when schema and rows are the same, on these rows and on more', async () => {
    const twice: Pair = [
      'CREATE INDEX tmp ON box (size); DROP INDEX tmp; CREATE INDEX box_label ON box (label);',
      INDEX[1],
    ];
    expect(await judged([BOX, INDEX], twice)).toEqual({
      verdict: 'equivalent',
      why: 'schema and rows are the same after the migration and after the rollback, with 8 rows in each table and with 32 others',
    });
  });

  test('is equivalent when a rule proves that no statement can tell the schemas apart', async () => {
    const table = (type: string): Pair => [`CREATE TABLE tag (id INTEGER PRIMARY KEY ${type});`, 'DROP TABLE tag;'];
    expect(await judged([BOX, table('NOT NULL')], table(''), { operator: 'schema-not-null-drop' })).toMatchObject({
      verdict: 'equivalent',
      why: expect.stringContaining('another name of the rowid'),
    });
  });

  test('survives with other rows in what the step names itself, and says which', async () => {
    const filling = (value: number): Pair => [
      `ALTER TABLE box ADD COLUMN weight INTEGER; UPDATE box SET weight = ${value};`,
      'ALTER TABLE box DROP COLUMN weight;',
    ];
    expect(await judged([BOX, filling(1)], filling(2))).toEqual({
      verdict: 'survived',
      why: 'after the migration: table box: values changed, 8 of 8',
    });
  });

  test('survives when only more rows would tell, and says so', async () => {
    const copy = (limit: string): Pair => [
      `CREATE TABLE kept (id INTEGER PRIMARY KEY); INSERT INTO kept SELECT id FROM box${limit};`,
      'DROP TABLE kept;',
    ];
    expect(await judged([BOX, copy('')], copy(' LIMIT 8'))).toEqual({
      verdict: 'survived',
      why: 'more rows than the checks had would tell: after the migration: table kept: rows lost, 24 of 32',
    });
  });
});
