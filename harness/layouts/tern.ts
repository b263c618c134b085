import type { Layout } from '../model/layout.ts';
import { inExecutionOrder } from './executionOrder.ts';
import { scriptOfSections } from './sections.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';

const MARKER = '---- create above / drop below ----';

/**
 * jackc/tern: https://github.com/jackc/tern#migrations. Files order by number, and each direction runs in a transaction.
 * The first marker cuts the file; one without a marker cannot be taken back.
 */
export const tern: Layout = singleFileLayout({
  name: 'tern',
  summary: `tern: NNN_name.sql with ${MARKER}`,
  evidence: /^---- create above \/ drop below ----/m,
  names: /^\d+_.+\.sql$/s,
  rule: 'A migration of tern is called NUMBER_name.sql.',
  programs: null,
  first: 'number',
  separator: '_',
  blank: `\n${MARKER}\n\n`,
  inOrder: inExecutionOrder,
  cut,
});

function cut(path: string, text: string): Directions {
  const at = text.indexOf(MARKER);
  const forward = scriptOfSections(path, text, [{ from: 0, to: at < 0 ? text.length : at }]);
  if (at < 0) return { forward, rollback: null, remarks: [] };
  const below = { from: at + MARKER.length, to: text.length };
  return { forward, rollback: scriptOfSections(path, text, [below]), remarks: [] };
}
