import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the hazards' pages. */
export const PAGES = join(import.meta.dirname, '../../docs/hazards');

/** The SQL of a page; with a `step`, what it calls wrong and right are rollbacks of it. */
export function sqlOf(id: string) {
  const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
  const step = blocks(page, 'step').join('\n');
  return {
    before: blocks(page, 'before').join('\n'),
    step: step === '' ? null : step,
    wrong: blocks(page, 'wrong'),
    right: blocks(page, 'right'),
  };
}

/** The SQL blocks of a page that carry a word behind `sql`. */
function blocks(page: string, word: string): readonly string[] {
  const fence = new RegExp(`\`\`\`sql ${word}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...page.matchAll(fence)].map((match) => match[1] ?? '');
}
