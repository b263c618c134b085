import type { Statement } from '../model/script.ts';

/** Whether SQL text has a name in it as a whole word, in whatever case; inside strings and comments it counts as well. */
export function mentions(sql: string, name: string): boolean {
  const text = sql.toLowerCase();
  const word = name.toLowerCase();
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + word.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w$\u0080-\uffff]/.test(character);
}

/** The first statement that has a name in it: where a finding about the object points. */
export function statementAbout(statements: readonly Statement[], name: string): Statement | undefined {
  return statements.find(({ text }) => mentions(text, name));
}
