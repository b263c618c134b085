import type { Layout } from '../model/layout.ts';
import { positionsIn } from '../sql/positions.ts';
import { inExecutionOrder } from './executionOrder.ts';
import { scriptOfSections } from './sections.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';

/**
 * The migrations of node-sqlite: https://github.com/kriasoft/node-sqlite#migrations. Files order by number and each
 * direction runs in a transaction. Only `-- Down` cuts a file, twice if it stands there twice: what is above goes forward
 * (`-- Up` is a comment), what is below goes back, and what is below the second one is never run.
 */
export const nodeSqlite: Layout = singleFileLayout({
  name: 'node-sqlite',
  summary: 'node-sqlite: NNN-name.sql with -- Up and -- Down',
  evidence: /^(?:(?!--[ \t]+up\b)[^\n]*\n)*--[ \t]+up\b[\s\S]*\n--[ \t]+down\b/i,
  names: /^\d+(?!.*\.(?:up|down)\.sql$).+\.sql$/s,
  rule: 'A migration of node-sqlite is called NUMBER-name.sql.',
  programs: null,
  first: 'number',
  separator: '-',
  blank: '-- Up\n\n-- Down\n',
  inOrder: inExecutionOrder,
  cut,
});

function cut(path: string, text: string, id: string): Directions {
  const [down, second] = [...text.matchAll(/^--\s+?down\b/gim)];
  const forward = scriptOfSections(path, text, [{ from: 0, to: down?.index ?? text.length }]);
  if (down === undefined) return { forward, rollback: null, remarks: [] };
  const below = { from: down.index + down[0].length, to: second?.index ?? text.length };
  return {
    forward,
    rollback: scriptOfSections(path, text, [below]),
    remarks:
      second === undefined
        ? []
        : [
            {
              check: 'rollback-applies',
              severity: 'warning',
              object: `step ${id}`,
              message: 'what stands below the second -- Down is never run',
              why: 'node-sqlite cuts the file at each of them, and runs the first two parts.',
              fix: 'Keep one -- Down.',
              location: { file: path, ...positionsIn(text)(second.index) },
              data: {},
            },
          ],
  };
}
