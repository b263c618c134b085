import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hazards } from '../../harness/hazards/index.ts';
import { prove } from '../checks/climbing.ts';
import { lintRollback, lintSteps } from './linting.ts';
import { PAGES, sqlOf } from './pageSql.ts';

const PROOFS = [
  'forward-applies',
  'rows-survive',
  'schema-survives',
  'views-and-triggers-run',
  'foreign-keys-hold',
  'rollback-applies',
  'rollback-restores-data',
];

describe('the pages of the hazards', () => {
  test('are one for each hazard', () => {
    const pages = readdirSync(PAGES).map((file) => file.replace(/\.md$/, ''));
    expect(pages.toSorted()).toEqual(hazards.map(({ id }) => id).toSorted());
  });

  test.each(hazards)('$id has its file, and says in its page what it looks for', ({ id, summary }) => {
    expect(existsSync(join(import.meta.dirname, '../../harness/hazards', `${id}.ts`))).toBe(true);
    const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    expect(page.replaceAll('`', '').replaceAll(/\s+/g, ' ')).toContain(summary.replaceAll('`', ''));
  });

  test.each(hazards)('$id is found in what its page calls wrong, and not in what it calls right', ({ id }) => {
    const { before, step, wrong, right } = sqlOf(id);
    const look = (sql: string) =>
      step === null ? lintSteps([before, sql], id).at(-1) : lintRollback([before, step], sql, id);
    expect(wrong.length * right.length).toBeGreaterThan(0);
    for (const sql of wrong) expect(look(sql)).not.toEqual([]);
    for (const sql of right) expect(look(sql)).toEqual([]);
  });

  test.each(hazards)('$id: what its page calls right runs, and loses no row', async ({ id }) => {
    const { before, step, right } = sqlOf(id);
    for (const sql of right) {
      const last = step === null ? ([sql, null] as const) : ([step, sql] as const);
      const { steps } = await prove([[before, null], last], { reversible: step !== null });
      const failed = steps[1]?.checks.filter((check) => PROOFS.includes(check.id) && check.status === 'failed');
      expect(failed).toEqual([]);
    }
  });
});
