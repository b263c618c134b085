import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintFolder } from '../../harness/commands/lint.ts';
import type { Hazard } from '../../harness/model/hazard.ts';
import { prove, short } from '../checks/climbing.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { lintRollback, lintSteps } from './linting.ts';
import { sqlOf } from './pageSql.ts';

const FAULTS = join(import.meta.dirname, '../fixtures/faults');
const WRANGLER = '[[d1_databases]]\nbinding = "DB"\n';

/** What has to hold of a step that a page calls right. */
const PROOFS = [
  'forward-applies',
  'rows-survive',
  'schema-survives',
  'views-and-triggers-run',
  'foreign-keys-hold',
  'rollback-applies',
  'rollback-restores-data',
];

/** What a hazard is tested with beside its page; scripts are the forward scripts of one ladder. */
export interface HazardCases {
  /** The ladders of tests/fixtures/faults that it is seen in, with what is found there as `severity object`. */
  readonly ladders?: Readonly<Record<string, readonly string[]>>;
  /** Further forms of the danger, which its page does not show: they stand in the last script. */
  readonly dangerous?: readonly (readonly string[])[];
  /** What looks like the danger to a careless reader and is none. */
  readonly harmless?: readonly (readonly string[])[];
}

/** Holds a hazard to the SQL of its page and to its cases: each test file of a hazard calls it once. */
export function describeHazard(hazard: Hazard, { ladders = {}, dangerous = [], harmless = [] }: HazardCases = {}) {
  const { id } = hazard;

  describe(id, () => {
    const { before, step, wrong, right } = sqlOf(id);

    test('is found in what its page calls wrong, and not in what it calls right', () => {
      const look = (sql: string) =>
        step === null ? lintSteps([before, sql], id).at(-1) : lintRollback([before, step], sql, id);
      expect(wrong.length * right.length).toBeGreaterThan(0);
      for (const sql of wrong) expect(look(sql)).not.toEqual([]);
      for (const sql of right) expect(look(sql)).toEqual([]);
    });

    test('has a page that calls right what runs, and loses no row', async () => {
      for (const sql of right) {
        const last = step === null ? ([sql, null] as const) : ([step, sql] as const);
        const { steps } = await prove([[before, null], last], { reversible: step !== null });
        const failed = steps[1]?.checks.filter((check) => PROOFS.includes(check.id) && check.status === 'failed');
        expect(failed).toEqual([]);
      }
    });

    if (hazard.onlyOnD1) {
      test('is looked for in a folder of wrangler alone', async () => {
        for (const sql of wrong) {
          const files = { 'migrations/0001_before.sql': before, 'migrations/0002_wrong.sql': sql };
          expect(await foundIn(projectFolder({ ...files, 'wrangler.toml': WRANGLER }), id)).not.toEqual([]);
          expect(await foundIn(projectFolder(files), id)).toEqual([]);
        }
      });
    }

    test.each(Object.entries(ladders))('is seen in the ladder %s', async (name, findings) => {
      expect(await foundIn(join(FAULTS, name), id)).toEqual(findings);
    });

    test.each(dangerous.map((scripts) => [scripts]))('is seen in another form: %j', (scripts) => {
      expect(lintSteps(scripts, id).at(-1)).not.toEqual([]);
    });

    test.each(harmless.map((scripts) => [scripts]))('is silent about what only looks like it: %j', (scripts) => {
      expect(lintSteps(scripts, id).flat()).toEqual([]);
    });
  });
}

/** What lint finds of one hazard in a folder of migrations. */
async function foundIn(dir: string, id: string): Promise<readonly string[]> {
  const { report } = await lintFolder({ dir, config: false, check: [id] }, () => 0, false);
  return short(report.steps.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings)));
}
