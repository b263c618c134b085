import type { Layout } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { markedSections, markerError, refuseAbove, type Section, scriptOfSections, sectionsOf } from './sections.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';
import { withoutTransaction } from './transaction.ts';

/**
 * elwinar/rambler: https://github.com/elwinar/rambler#migrations. Files run in the order of their names as text, without
 * a transaction. A file may hold several sections of each direction; going back, the last one runs first.
 */
export const rambler: Layout = singleFileLayout({
  name: 'rambler',
  summary: 'rambler: name.sql with -- rambler up and -- rambler down',
  evidence: /^-- rambler[ \t]+up\b/m,
  names: /\.sql$/,
  rule: 'Every SQL file is a migration.',
  programs: null,
  first: 'moment',
  separator: '_',
  blank: '-- rambler up\n\n-- rambler down\n',
  inOrder: (names) => [...names].sort(),
  cut,
});

function cut(path: string, text: string): Directions {
  const sections = markedSections(text, /^-- rambler[ \t]+(up|down)[ \t]*()\r?$/gm);
  const [first] = sections;
  if (first === undefined) {
    throw markerError(path, text, 0, 'no -- rambler up is there', 'Write it above what goes forward.');
  }
  refuseAbove(path, text, first.from, `-- rambler ${first.direction}`);
  const down = sectionsOf(sections, 'down');
  return {
    forward: withoutTransaction(scriptOfSections(path, text, sectionsOf(sections, 'up'))),
    rollback: down.length === 0 ? null : withoutTransaction(lastSectionFirst(path, text, down)),
    remarks: [],
  };
}

function lastSectionFirst(path: string, text: string, sections: readonly Section[]): Script {
  const script = scriptOfSections(path, text, sections);
  const statements = sections
    .toReversed()
    .flatMap(({ from, to }) => script.statements.filter(({ start }) => start >= from && start < to));
  const directives = script.directives.map((directive) => {
    const below = directive.statement === null ? undefined : script.statements[directive.statement];
    return below === undefined ? directive : { ...directive, statement: statements.indexOf(below) };
  });
  return { ...script, statements, directives };
}
