import { describe, expect, test } from 'vitest';
import { mergeReports } from '../../harness/commands/mergeReports.ts';
import type { Report } from '../../harness/model/report.ts';
import { brokenReport, failedReport } from '../reporters/sampleReport.ts';

const shard = (index: number, count: number, change: Partial<Report> = {}) => ({
  file: `${index}.json`,
  report: { ...failedReport, steps: [], shard: { index, count }, ...change },
});

const refusal = (...named: Parameters<typeof mergeReports>[0]): unknown => {
  try {
    return mergeReports(named);
  } catch (error) {
    return error;
  }
};

describe('the reports of several machines', () => {
  const [one, ...rest] = failedReport.steps;
  if (one === undefined) throw new Error('the sample has no step');

  test('are one report in the order of the shards, counted anew', () => {
    const merged = mergeReports([shard(2, 2, { steps: rest }), shard(1, 2, { steps: [one] })]);
    expect(merged.steps).toEqual(failedReport.steps);
    expect(merged.summary).toEqual(failedReport.summary);
    expect(merged.shard).toBeUndefined();
    // What is about the files comes once.
    expect(merged.findings).toEqual(failedReport.findings);
    expect(merged.durationMs).toBe(2 * failedReport.durationMs);
  });

  test('keep the engines of a run behind each other', () => {
    const other = { ...one, engine: 'd1' };
    const engines = [...failedReport.engines, { name: 'd1', version: '4', sqlite: '3.50' }];
    const second = { ...one, id: 'z' };
    const merged = mergeReports([
      shard(1, 2, { engines, steps: [one, other] }),
      shard(2, 2, { engines, steps: [second, { ...second, engine: 'd1' }] }),
    ]);
    expect(merged.engines).toEqual(engines);
    expect(merged.steps.map(({ id, engine }) => [id, engine])).toEqual([
      [one.id, one.engine],
      ['z', one.engine],
      [one.id, 'd1'],
      ['z', 'd1'],
    ]);
  });

  test('keep why one of them could not do its work', () => {
    const merged = mergeReports([shard(1, 1, { errors: brokenReport.errors })]);
    expect(merged.errors).toEqual(brokenReport.errors);
  });

  test('of which one is missing are refused', () => {
    expect(refusal(shard(1, 3), shard(3, 3))).toMatchObject({
      code: 'shard-missing',
      message: expect.stringContaining('2'),
    });
  });

  test.each([
    ['command', { command: 'lint' }],
    ['seed', { seed: 7 }],
    ['layout', { layout: 'goose' }],
    ['version', { tool: { name: 'stepproof', version: '9' } }],
    ['number of shards', { shard: { index: 2, count: 3 } }],
  ] as const)('of another %s are refused', (what, change) => {
    const refused = refusal(shard(1, 2), shard(2, 2, change));
    expect(refused).toMatchObject({ code: 'reports-differ' });
    expect(refused).toHaveProperty('detail.why', expect.stringContaining(what));
  });

  test('with the same step twice are refused', () => {
    expect(refusal(shard(1, 2, { steps: [one] }), shard(2, 2, { steps: [one] }))).toMatchObject({
      code: 'reports-differ',
      message: expect.stringContaining(one.id),
    });
  });
});
