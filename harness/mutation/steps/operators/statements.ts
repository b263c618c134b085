import { foldName } from '../../../inspect/foldName.ts';
import type { Statement } from '../../../model/script.ts';
import { mentions } from '../../../sql/mentions.ts';
import { leadingVerb } from '../../../sql/statementKind.ts';
import { tokenize } from '../../../sql/tokens.ts';
import { splice } from '../../splice.ts';
import { rebuildCopies } from '../copyText.ts';
import { replacement, shorten, withoutStatements } from '../edits.ts';
import type { StepOperator, Subject } from '../subject.ts';
import { objectOf, targetOf } from '../target.ts';

/**
 * What can be wrong with the statements of a script as a whole. What a step does to rows on purpose is not left out or
 * done twice: no check can know what was meant, unless the rollback needs it.
 */
export const statementOperators: readonly StepOperator[] = [
  {
    id: 'statement-drop',
    *changes(subject) {
      for (const statement of subject.script.statements.filter((one) => !isIntent(subject, one))) {
        yield withoutStatements(subject, `${shorten(statement.text)} left out`, [statement]);
      }
    },
  },
  {
    // A second CREATE or DROP of the same name is refused by SQLite itself, and a second DELETE finds nothing.
    id: 'statement-duplicate',
    *changes(subject) {
      const { script } = subject;
      for (const statement of script.statements.filter(repeats)) {
        if (isIntent(subject, statement)) continue;
        const { text } = statement;
        yield {
          object: objectOf(statement),
          what: `${shorten(text)} twice`,
          sql: `${shorten(text)} → twice`,
          text: splice(script.text, [replacement(statement, `${text};\n${text}`)]),
        };
      }
    },
  },
  {
    // Statements that have no table in common may stand in either order.
    id: 'statement-swap',
    *changes({ script }) {
      for (const [at, first] of script.statements.entries()) {
        const second = script.statements[at + 1];
        if (second === undefined || !areRelated(first, second)) continue;
        yield {
          object: objectOf(first),
          what: 'two statements in the other order',
          sql: `${shorten(first.text)}; ${shorten(second.text)} → the other order`,
          text: splice(script.text, [replacement(first, second.text), replacement(second, first.text)]),
        };
      }
    },
  },
  {
    id: 'script-truncate',
    *changes(subject) {
      const { statements } = subject.script;
      const rest = statements.slice(Math.ceil(statements.length / 2));
      if (rest.length > 1) yield withoutStatements(subject, `the last ${rest.length} statements left out`, rest);
    },
  },
];

function repeats({ text }: Statement): boolean {
  return ['insert', 'replace', 'update'].includes(leadingVerb(text));
}

const WRITING = ['insert', 'replace', 'update', 'delete'];

/** Whether a statement changes rows, and neither brings back those of a rebuild nor notes down what the rollback reads. */
function isIntent(subject: Subject, { text }: Statement): boolean {
  if (subject.role === 'rollback' || !WRITING.includes(leadingVerb(text))) return false;
  if (rebuildCopies(subject).some(({ statement }) => statement.text === text)) return false;
  const name = targetOf(tokenize(text))?.name;
  if (name === undefined) return true;
  const isNew = !subject.start.tables.some((table) => foldName(table.name) === foldName(name));
  const reading = subject.migration.rollback?.statements.filter((one) => leadingVerb(one.text) !== 'drop') ?? [];
  return !isNew || !reading.some((one) => mentions(one.text, name));
}

/** Whether one of two statements names what the other is about, and one of them moves rows or takes something away. */
function areRelated(first: Statement, second: Statement): boolean {
  return speaksOf(first, second) || speaksOf(second, first);
}

function speaksOf({ text }: Statement, other: Statement): boolean {
  const target = targetOf(tokenize(other.text));
  if (target === null) return false;
  const name = foldName(target.name);
  return tokenize(text).some(({ value }) => foldName(value) === name);
}
