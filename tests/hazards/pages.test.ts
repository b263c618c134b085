import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hazards } from '../../harness/hazards/index.ts';
import { prove } from '../checks/climbing.ts';
import { lintSteps } from './linting.ts';

const PAGES = join(import.meta.dirname, '../../docs/hazards');

/** The SQL blocks of a page that carry a word behind `sql`. */
function blocks(page: string, word: string): readonly string[] {
  const fence = new RegExp(`\`\`\`sql ${word}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...page.matchAll(fence)].map((match) => match[1] ?? '');
}

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
    const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
    const before = blocks(page, 'before').join('\n');
    const [wrong, right] = [blocks(page, 'wrong'), blocks(page, 'right')];
    expect(wrong.length * right.length).toBeGreaterThan(0);
    for (const sql of wrong) expect(lintSteps([before, sql], id).at(-1)).not.toEqual([]);
    for (const sql of right) expect(lintSteps([before, sql], id).at(-1)).toEqual([]);
  });

  test.each(hazards)('$id: what its page calls right runs, and loses no row', async ({ id }) => {
    const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
    const before = blocks(page, 'before').join('\n');
    for (const sql of blocks(page, 'right')) {
      const { steps } = await prove(
        [
          [before, null],
          [sql, null],
        ],
        { reversible: false },
      );
      const failed = steps[1]?.checks.filter(
        (check) =>
          [
            'forward-applies',
            'rows-survive',
            'schema-survives',
            'views-and-triggers-run',
            'foreign-keys-hold',
          ].includes(check.id) && check.status === 'failed',
      );
      expect(failed).toEqual([]);
    }
  });
});
