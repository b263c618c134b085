import type { Script, Statement } from '../../model/script.ts';
import { differenceText } from '../differenceText.ts';
import { type Edit, splice } from '../splice.ts';
import type { StepChange, Subject } from './subject.ts';
import { objectOf } from './target.ts';

/** A statement whose text has other pieces; `edits` count from its beginning. */
export function changeWithin(
  { script }: Subject,
  statement: Statement,
  what: string,
  edits: readonly Edit[],
): StepChange {
  const text = splice(statement.text, edits);
  return {
    object: objectOf(statement),
    what,
    sql: differenceText(statement.text, text),
    text: splice(script.text, [replacement(statement, text)]),
  };
}

/** Statements that are not there. */
export function withoutStatements({ script }: Subject, what: string, statements: readonly Statement[]): StepChange {
  return {
    object: statements[0] === undefined ? `script ${script.path}` : objectOf(statements[0]),
    what,
    sql: `${statements.map(({ text }) => shorten(text)).join('; ')} → nothing`,
    text: splice(script.text, statements.map(removal)),
  };
}

/** A statement at the end. */
export function withStatement({ script }: Subject, object: string, what: string, sql: string): StepChange {
  return { object, what, sql: `nothing → ${shorten(sql)}`, text: appended(script, sql) };
}

/** A script's text with one more statement. */
export function appended({ text, statements }: Script, sql: string): string {
  const last = statements.at(-1);
  const end = last === undefined ? text.length : last.start + last.text.length;
  return `${text.slice(0, end)}${last === undefined ? '\n' : ';\n'}${sql};\n`;
}

/** Puts another text in the place of a statement, up to its semicolon. */
export function replacement({ start, text: old }: Statement, text: string): Edit {
  return { start, end: start + old.length, text };
}

/** Takes a statement away, with its semicolon. */
export function removal({ start, end }: Statement): Edit {
  return { start, end, text: '' };
}

const LONG = 120;

/** A statement on one line, without its middle where it is long. */
export function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length <= LONG ? line : `${line.slice(0, LONG - 40)} … ${line.slice(-37)}`;
}
