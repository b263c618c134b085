import type { Layout } from '../model/layout.ts';
import type { Script } from '../model/script.ts';
import { annotatedDirections, inBlock } from './annotatedScript.ts';
import { type Annotated, type Annotation, type Command, readAnnotations } from './annotations.ts';
import { byNumberThenText } from './executionOrder.ts';
import type { MarkedSection } from './sections.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';
import { withoutTransaction } from './transaction.ts';

const NAME = 'sql-migrate';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['Up', 'up'],
  ['Down', 'down'],
  ['StatementBegin', 'begin'],
  ['StatementEnd', 'end'],
]);

/**
 * rubenv/sql-migrate: https://github.com/rubenv/sql-migrate#writing-migrations. Every SQL file is a migration: numbered
 * ones by value, files of one number and those without one by name. A direction runs in a transaction unless its line
 * says `notransaction`.
 */
export const sqlMigrate: Layout = singleFileLayout({
  name: NAME,
  summary: 'sql-migrate: NNN-name.sql with -- +migrate Up and -- +migrate Down',
  evidence: /^-- \+migrate Up\b/m,
  names: /\.sql$/,
  rule: 'Every SQL file is a migration.',
  programs: null,
  first: 'moment',
  separator: '-',
  blank: '-- +migrate Up\n\n-- +migrate Down\n',
  statementText: (statement) => inBlock(statement, 'migrate'),
  inOrder: byNumberThenText,
  cut,
});

function cut(path: string, text: string, id: string): Directions {
  const annotations = [...text.matchAll(/^-- \+migrate[ \t]+(\w+)([^\r\n]*)/gm)].flatMap((match): Annotation[] => {
    // It passes over words that it does not know.
    const command = COMMANDS.get(match[1] ?? '');
    const line = match[0].trimEnd();
    const options = match[2]?.trim() ?? '';
    return command === undefined ? [] : [{ command, options, line, from: match.index, to: match.index + line.length }];
  });
  const annotated = readAnnotations({ path, text, annotations }, false);
  const { forward, rollback, remarks } = annotatedDirections(path, text, annotated, id, NAME);
  return {
    forward: inItsTransaction(forward, annotated, 'up'),
    rollback: rollback && inItsTransaction(rollback, annotated, 'down'),
    remarks,
  };
}

function inItsTransaction(script: Script, { sections }: Annotated, direction: MarkedSection['direction']): Script {
  const opening = sections.filter((section) => section.direction === direction);
  return opening.some(({ options }) => options.split(/\s+/).includes('notransaction'))
    ? withoutTransaction(script)
    : script;
}
