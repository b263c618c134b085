import type { Location } from '../../model/errors.ts';
import type { Script, Statement } from '../../model/script.ts';
import { locate } from './outcome.ts';

/** How SQLite names the culprit; the driver does not give its offset. */
const CULPRIT = /near "(\w+)"|no such (?:column|function): (?:\w+\.)?(\w+)|has no column named (\w+)/;

/** Where a script failed: the word that the engine complains of when it stands once in the statement, else the statement. */
export function failurePlace(script: Script, statement: Statement | undefined, message: string): Location {
  const found = CULPRIT.exec(message);
  const word = found?.[1] ?? found?.[2] ?? found?.[3];
  if (statement === undefined || word === undefined) return locate(script, statement);
  const places = [...statement.text.matchAll(new RegExp(`(?<!\\w)${word}(?!\\w)`, 'g'))];
  const [place] = places;
  if (place === undefined || places.length > 1) return locate(script, statement);
  const before = statement.text.slice(0, place.index).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const { file } = locate(script, statement);
  return before.length === 1
    ? { file, line: statement.line, column: statement.column + column - 1 }
    : { file, line: statement.line + before.length - 1, column };
}
