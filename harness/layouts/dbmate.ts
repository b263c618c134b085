import { UserError } from '../model/errors.ts';
import type { Layout } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { pathIn } from './fileNames.ts';
import { startOf } from './remarks.ts';
import {
  type MarkedSection,
  markedSections,
  markerError,
  refuseAbove,
  scriptOfSections,
  sectionsOf,
} from './sections.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';
import { withoutTransaction } from './transaction.ts';

/**
 * amacneil/dbmate: https://github.com/amacneil/dbmate#creating-migrations. Files run in the order of their names as text,
 * and are known by their leading digits. Each direction runs in a transaction unless its marker says
 * `transaction:false`. A file may hold several pairs of sections; they run in the order in which they stand.
 */
export const dbmate: Layout = singleFileLayout({
  name: 'dbmate',
  summary: 'dbmate: NNN_name.sql with -- migrate:up and -- migrate:down',
  evidence: /^--[ \t]*migrate:up(?=\s|$)/m,
  names: /^\d+.*\.sql$/s,
  rule: 'The name of a migration of dbmate begins with digits.',
  programs: null,
  first: 'moment',
  separator: '_',
  blank: '-- migrate:up\n\n-- migrate:down\n',
  inOrder: byName,
  cut,
});

function byName(names: readonly string[], folder: string): readonly string[] {
  const ordered = [...names].sort();
  const versions = new Map<string, string>();
  for (const name of ordered) {
    const version = /^\d+/.exec(name)?.[0] ?? name;
    const other = versions.get(version);
    if (other !== undefined) throw sameVersion(version, pathIn(folder, other), pathIn(folder, name));
    versions.set(version, name);
  }
  return ordered;
}

function sameVersion(version: string, first: string, second: string): UserError {
  return new UserError('migration-duplicate', `two migrations have the version ${version}`, {
    why: `dbmate keeps a migration by its version: once ${first} is applied, ${second} counts as applied too and never runs.`,
    fix: 'Give one of them a version of its own.',
    location: startOf(second),
  });
}

function cut(path: string, text: string): Directions {
  const sections = markedSections(text, /^--[ \t]*migrate:(up|down)(?=\s|$)([^\r\n]*)/gm);
  const [first] = sections;
  if (first?.direction !== 'up') {
    const message = 'the file does not begin with -- migrate:up';
    throw markerError(path, text, first?.from ?? 0, message, 'Write -- migrate:up above what goes forward.');
  }
  refuseAbove(path, text, first.from, '-- migrate:up');
  const [up, down] = [sectionsOf(sections, 'up'), sectionsOf(sections, 'down')];
  return {
    forward: inItsTransaction(scriptOfSections(path, text, up), up),
    rollback: down.length === 0 ? null : inItsTransaction(scriptOfSections(path, text, down), down),
    remarks: [],
  };
}

function inItsTransaction(script: Script, sections: readonly MarkedSection[]): Script {
  const without = sections.some(({ options }) => options.split(/\s+/).includes('transaction:false'));
  return without ? withoutTransaction(script) : script;
}
