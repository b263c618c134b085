import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hazards } from '../../harness/hazards/index.ts';

const DOCS = join(import.meta.dirname, '../../docs');

test('the page of lint lists every hazard once, with a link to its page', () => {
  const page = readFileSync(join(DOCS, 'lint.md'), 'utf8');
  const listed = [...page.matchAll(/^\| \[([\w-]+)\]\(hazards\/([\w-]+)\.md\) \|/gm)].map(([, id, file]) => [id, file]);
  expect(listed.toSorted()).toEqual(hazards.map(({ id }) => [id, id]).toSorted());
});

test('hazards that are a danger on D1 alone stand in its part of the page', () => {
  const part = readFileSync(join(DOCS, 'lint.md'), 'utf8').split('### D1 alone')[1]?.split('\n## ')[0] ?? '';
  const listed = [...part.matchAll(/^\| \[([\w-]+)\]/gm)].map(([, id]) => id);
  expect(listed).toEqual(hazards.filter(({ onlyOnD1 }) => onlyOnD1).map(({ id }) => id));
});
