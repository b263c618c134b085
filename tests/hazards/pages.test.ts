import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hazards } from '../../harness/hazards/index.ts';
import { PAGES } from './pageSql.ts';

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

  test.each(hazards)('$id is held to its page in a test file of its own', ({ id }) => {
    const text = readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8');
    const name = id.replaceAll(/-\w/g, (hyphened) => hyphened.slice(1).toUpperCase());
    expect(text).toContain(`import { ${name} } from '../../harness/hazards/${id}.ts';`);
    expect(text).toMatch(new RegExp(`^describeHazard\\(${name}\\b`, 'm'));
  });
});
