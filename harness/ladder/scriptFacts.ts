import type { Script, Statement } from '../model/script.ts';
import type { GuardedCreate, IdlePragma, ScriptFacts } from '../model/step.ts';
import { namesOf } from '../sql/named.ts';
import { joinTokens } from '../sql/normalise.ts';
import { ownTransaction } from '../sql/ownTransaction.ts';
import { isTransactionCommand, leadingVerb, pragmaOf } from '../sql/statementKind.ts';
import { tokenize } from '../sql/tokens.ts';
import type { Enforcement } from './state.ts';

/** How a script's foreign keys are kept while it runs: as D1 does, or as the script asks and its tool lets it. */
export function foreignKeysFor(script: Script): 'on' | 'off' {
  if (script.directives.some((directive) => directive.kind === 'foreign-keys-off')) return 'off';
  return outsideTransaction(script).some(switchesForeignKeysOff) ? 'off' : 'on';
}

/** The same for a run that may take the word of the script's tool: what only a foreign key stops there is no failure. */
export function enforcementFor(script: Script): Enforcement {
  const asked = foreignKeysFor(script);
  return asked === 'on' && script.foreignKeys === 'off' ? 'by tool' : asked;
}

/** Reads what a script's text tells. */
export function factsOf(script: Script): ScriptFacts {
  const { statements } = script;
  const commands = statements.filter((statement) => isTransactionCommand(statement.text));
  const own = script.transaction === 'runner' ? null : ownTransaction(statements);
  const outside = outsideTransaction(script);
  const foreignKeys = foreignKeysFor(script);
  return {
    named: namesOf(statements),
    transactionCommands: commands.filter((command) => command !== own?.begin && command !== own?.commit),
    idlePragmas: statements
      .filter((statement) => !outside.includes(statement))
      .flatMap((statement) => idlePragma(statement, foreignKeys)),
    guardedCreates: statements.flatMap(guardedCreate),
    runnable: statements.filter((statement) => !commands.includes(statement) && !isHousekeeping(statement, outside)),
    makesValues: statements.some(({ text }) => makesValues(text)),
    isIdle: statements.every(({ text }) => isTransactionCommand(text) || isIdle(text)),
  };
}

/** The statements that do not run inside of a transaction, because the script or its tool sees to that. */
function outsideTransaction({ transaction, statements }: Script): readonly Statement[] {
  if (transaction === 'runner') return [];
  const own = ownTransaction(statements);
  if (own === null) return transaction === 'none' ? statements : [];
  return statements.filter(({ start }) => start < own.begin.start || start > own.commit.start);
}

/** VACUUM changes neither schema nor rows, and cannot run where scripts are tried: inside of a transaction. */
function isHousekeeping(statement: Statement, outside: readonly Statement[]): boolean {
  return outside.includes(statement) && leadingVerb(statement.text) === 'vacuum';
}

const IDLE_PRAGMAS = new Set([
  'defer_foreign_keys',
  'foreign_keys',
  'journal_mode',
  'legacy_alter_table',
  'synchronous',
]);

/** goose begins each new file with `SELECT 'down SQL query';`, and many stay so. */
function isIdle(text: string): boolean {
  const pragma = pragmaOf(text);
  if (pragma !== null) return pragma.value === null || IDLE_PRAGMAS.has(pragma.name);
  return ['select', 'values', 'explain'].includes(leadingVerb(text));
}

function switchesForeignKeysOff({ text }: Statement): boolean {
  const pragma = pragmaOf(text);
  return pragma?.name === 'foreign_keys' && pragma.value !== null && OFF.test(pragma.value);
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
      return asksInside || AGGREGATE.test(text) || !/\bselect\b[\s\S]*\bfrom\b/i.test(text);
    case 'update':
      return asksInside;
    default:
      return false;
  }
}

/** Makes one row of none (https://sqlite.org/lang_aggfunc.html). */
const AGGREGATE = /\b(?:avg|count|group_concat|json_group_\w+|max|min|string_agg|sum|total)\s*\(/i;

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
