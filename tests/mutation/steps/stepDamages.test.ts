import { describe, expect, test } from 'vitest';
import { checks } from '../../../harness/checks/index.ts';
import { readLadder } from '../../../harness/commands/readLadder.ts';
import { seedOf } from '../../../harness/commands/seed.ts';
import { loadConfig } from '../../../harness/config.ts';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import type { Migration } from '../../../harness/model/script.ts';
import { judgeStepMutant } from '../../../harness/mutation/steps/judgeStepMutant.ts';
import { type LadderBench, prepareLadderBench } from '../../../harness/mutation/steps/ladderBench.ts';
import { stepDamages } from '../../../harness/mutation/steps/stepDamages.ts';
import { stepMutantOf } from '../../../harness/mutation/steps/stepMutant.ts';

const textsOf = ({ id, forward, rollback }: Migration) => [id, forward.text, rollback?.text].join('\n');

/** The bench of the reference ladder. */
async function reference(selects: (id: string) => boolean): Promise<LadderBench> {
  const loaded = await loadConfig('.', undefined);
  const { migrations } = readLadder('.', {}, loaded);
  const { config } = loaded;
  const open = () => openBetterSqlite3({ functions: config.functions });
  return prepareLadderBench({ migrations, open, checks, config, rows: 8, seed: seedOf(migrations), selects });
}

describe('on the reference ladder', () => {
  test('every damage is a step that can be read again, and no two are the same', async () => {
    const bench = await reference(() => true);
    const mutants = (await stepDamages(bench)).map(stepMutantOf);
    const originals = new Set(bench.migrations.map(textsOf));
    const texts = mutants.map(({ migration }) => textsOf(migration));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => originals.has(text))).toEqual([]);
    expect(mutants.length).toBeGreaterThan(1000);
    expect(new Set(mutants.map(({ step }) => step)).size).toBe(bench.migrations.length);
    await bench.close();
  });

  test('every mutant of a step is killed, or proven to be none', async () => {
    const bench = await reference((id) => id.startsWith('0008'));
    const survivors: string[] = [];
    let killed = 0;
    for (const damage of await stepDamages(bench)) {
      const mutant = stepMutantOf(damage);
      const judgement = await judgeStepMutant(bench, mutant);
      if (judgement.verdict === 'survived') survivors.push(`${mutant.sql}: ${judgement.why}`);
      if (judgement.verdict === 'killed') killed += 1;
    }
    expect(survivors).toEqual([]);
    expect(killed).toBeGreaterThan(30);
    await bench.close();
  });
});
