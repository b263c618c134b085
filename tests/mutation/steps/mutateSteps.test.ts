import { describe, expect, test } from 'vitest';
import { type MutateStepsOptions, mutateSteps } from '../../../harness/mutation/steps/mutateSteps.ts';
import type { Pair } from '../../checks/climbing.ts';
import { benchOptions } from './ladders.ts';

const LADDER: readonly Pair[] = [
  [
    `CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE item (id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES box (id) ON DELETE CASCADE);
CREATE INDEX item_box ON item (box);`,
    'DROP TABLE item; DROP TABLE box;',
  ],
  ['ALTER TABLE box ADD COLUMN size INTEGER DEFAULT 3;', 'ALTER TABLE box DROP COLUMN size;'],
];

function judged(options: Partial<MutateStepsOptions> = {}) {
  return mutateSteps({ ...benchOptions(LADDER), selects: undefined, ...options });
}

const textsOf = (all: Awaited<ReturnType<typeof mutateSteps>>) =>
  all.map(({ mutant: { step, operator, what } }) => `${step} ${operator}: ${what}`);

describe('mutateSteps', () => {
  test('judges the mutants of every step, in the order of the ladder', async () => {
    const all = await judged();
    const steps = all.map(({ mutant }) => mutant.step);
    expect(steps).toEqual(steps.toSorted());
    expect(new Set(steps).size).toBe(2);
    expect(all.filter(({ judgement }) => judgement.verdict === 'survived')).toEqual([]);
  });

  test('judges those of the steps that are asked for', async () => {
    const chosen = await judged({ selects: (id) => id === '0002' });
    expect(new Set(chosen.map(({ mutant }) => mutant.step))).toEqual(new Set(['0002']));
  });

  test('makes no mutant twice', async () => {
    const scripts = (await judged()).map(({ mutant: { step, migration } }) =>
      [step, migration.forward.text, migration.rollback?.text].join('\n'),
    );
    expect(new Set(scripts).size).toBe(scripts.length);
  });

  test('divides the work: the parts together are the whole, and each tells how far it is', async () => {
    const told: string[] = [];
    const onJudged = (done: number, of: number): unknown => told.push(`${done}/${of}`);
    const of = 2;
    const selects = (id: string) => id === '0002';
    const first = await judged({ selects, part: { index: 0, of }, onJudged });
    const second = await judged({ selects, part: { index: 1, of } });
    const merged = first.flatMap((one, at) => [one, ...second.slice(at, at + 1)]);
    expect(textsOf(merged)).toEqual(textsOf(await judged({ selects })));
    expect(told.at(-1)).toBe(`${first.length}/${first.length}`);
    expect(told).toHaveLength(first.length);
  });

  test('judges the same mutants alike every time', async () => {
    const selects = (id: string) => id === '0002';
    expect(await judged({ selects })).toEqual(await judged({ selects }));
  });
});
