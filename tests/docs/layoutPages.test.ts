import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layouts } from '../../harness/layouts/index.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const INDEX = readFileSync(join(DOCS, 'layouts.md'), 'utf8');
const NAMES = layouts.map(({ name }) => name).sort();

describe('the pages about layouts', () => {
  test('are one for each layout and no other', () => {
    expect(readdirSync(join(DOCS, 'layouts')).sort()).toEqual(NAMES.map((name) => `${name}.md`));
  });

  test('are all in the table', () => {
    const rows = [...INDEX.matchAll(/^\| \[`([\w-]+)`\]\(layouts\/([\w-]+)\.md\)/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(NAMES);
    expect(rows.filter(([, name, page]) => name !== page)).toEqual([]);
  });

  test.each(readdirSync(join(DOCS, 'layouts')))('%s begins with its name', (page) => {
    expect(readFileSync(join(DOCS, 'layouts', page), 'utf8')).toMatch(`# ${page.replace('.md', '')}\n`);
  });
});
