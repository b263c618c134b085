import type { Layout } from '../model/layout.ts';
import { annotatedDirections, inBlock } from './annotatedScript.ts';
import { type Annotation, type Command, readAnnotations } from './annotations.ts';
import { inExecutionOrder } from './executionOrder.ts';
import { type Directions, singleFileLayout } from './singleFile.ts';
import { withoutTransaction } from './transaction.ts';

const NAME = 'goose';

/** https://pressly.github.io/goose/documentation/annotations/ */
const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['up', 'up'],
  ['down', 'down'],
  ['statementbegin', 'begin'],
  ['statementend', 'end'],
  ['no transaction', 'no transaction'],
  ['envsub on', 'variables on'],
  ['envsub off', 'variables off'],
]);

/**
 * pressly/goose: https://pressly.github.io/goose/documentation/annotations/. Versions order by value, in one series with
 * the migrations in Go; each file runs in a transaction unless it says NO TRANSACTION, for both directions.
 */
export const goose: Layout = singleFileLayout({
  name: NAME,
  summary: 'goose: NNN_name.sql with -- +goose Up and -- +goose Down',
  evidence: /^--[ \t]*\+goose[ \t]+up\b/im,
  names: /^\d+_.*\.sql$/s,
  rule: 'A migration of goose is called NUMBER_name.sql.',
  programs: /^\d+_.*(?<!_test)\.go$/s,
  first: 'moment',
  separator: '_',
  blank: '-- +goose Up\n\n-- +goose Down\n',
  statementText: (statement) => inBlock(statement, NAME),
  inOrder: inExecutionOrder,
  cut,
});

function cut(path: string, text: string, id: string): Directions {
  const annotations = [...text.matchAll(/^--[ \t]*\+goose\b([^\r\n]*)/gm)].map((match): Annotation => {
    const words = match[1]?.trim().replaceAll(/\s+/g, ' ').toLowerCase() ?? '';
    const line = match[0].trimEnd();
    return {
      command: COMMANDS.get(words) ?? null,
      options: '',
      line,
      from: match.index,
      to: match.index + line.length,
    };
  });
  const annotated = readAnnotations({ path, text, annotations }, true);
  const directions = annotatedDirections(path, text, annotated, id, NAME);
  if (!annotations.some(({ command }) => command === 'no transaction')) return directions;
  const { forward, rollback, remarks } = directions;
  return { forward: withoutTransaction(forward), rollback: rollback && withoutTransaction(rollback), remarks };
}
