import type { Script, Statement } from '../model/script.ts';
import type { GuardedCreate, IdlePragma, ScriptFacts } from '../model/step.ts';
import { namesOf } from '../sql/named.ts';
import { joinTokens } from '../sql/normalise.ts';
import { isTransactionCommand, leadingVerb, pragmaOf } from '../sql/statementKind.ts';
import { tokenize } from '../sql/tokens.ts';

/** How a script's foreign keys are kept while it runs: as D1 does, or as the script's directive asks. */
export function foreignKeysFor(script: Script): 'on' | 'off' {
  return script.directives.some((directive) => directive.kind === 'foreign-keys-off') ? 'off' : 'on';
}

/** Reads what a script's text tells. */
export function factsOf(script: Script): ScriptFacts {
  const transactionCommands = script.statements.filter((statement) => isTransactionCommand(statement.text));
  const foreignKeys = foreignKeysFor(script);
  return {
    named: namesOf(script.statements),
    transactionCommands,
    idlePragmas: script.statements.flatMap((statement) => idlePragma(statement, foreignKeys)),
    guardedCreates: script.statements.flatMap(guardedCreate),
    runnable: script.statements.filter((statement) => !transactionCommands.includes(statement)),
    makesValues: script.statements.some(({ text }) => makesValues(text)),
  };
}

/**
 * Whether a statement makes values that may need rows to be made of: only such a statement can fail on an empty database
 * after it went through on a filled one. What defines, drops, deletes, or copies rows one by one has less to do there.
 */
function makesValues(text: string): boolean {
  const asksInside = /\(\s*select\b/i.test(text);
  switch (leadingVerb(text)) {
    case 'insert':
    case 'replace':
      return asksInside || !/\bselect\b[\s\S]*\bfrom\b/i.test(text);
    case 'update':
      return asksInside;
    default:
      return false;
  }
}

const OFF = /^(?:0|off|no|false)$/i;

/** https://sqlite.org/pragma.html: foreign_keys is a no-op inside a transaction, and so are the journal's settings. */
function idlePragma(statement: Statement, foreignKeys: 'on' | 'off'): readonly IdlePragma[] {
  const pragma = pragmaOf(statement.text);
  if (pragma === null || pragma.value === null) return [];
  if (pragma.name === 'foreign_keys' && OFF.test(pragma.value) && foreignKeys === 'on') {
    const why =
      'foreign_keys cannot be switched inside a transaction, and D1 always runs inside one: foreign keys stay on, and DROP TABLE deletes the rows that cascade from the table.';
    return [{ statement, why }];
  }
  if (pragma.name === 'journal_mode' || pragma.name === 'synchronous') {
    const why = `${pragma.name} cannot be changed inside a transaction, and D1 refuses it.`;
    return [{ statement, why }];
  }
  return [];
}

const CREATED = new Set<string>(['table', 'index', 'view', 'trigger']);

function guardedCreate(statement: Statement): readonly GuardedCreate[] {
  const tokens = tokenize(statement.text);
  const words = tokens.slice(0, 7).map((token) => token.text.toLowerCase());
  const at = words.indexOf('if');
  const kind = words[at - 1];
  if (words[0] !== 'create' || at < 2 || kind === undefined || !CREATED.has(kind)) return [];
  if (words[at + 1] !== 'not' || words[at + 2] !== 'exists') return [];
  const qualified = tokens[at + 4]?.text === '.';
  const name = tokens[qualified ? at + 5 : at + 3]?.value.toLowerCase() ?? '';
  const definition = [...tokens.slice(0, at), ...tokens.slice(qualified ? at + 5 : at + 3)];
  return [{ kind: kind as GuardedCreate['kind'], name, tokens: joinTokens(definition), statement }];
}
