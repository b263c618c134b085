import type { Named } from '../model/named.ts';
import type { Statement } from '../model/script.ts';
import { readAlterTable } from './alterTable.ts';
import { assignedColumns } from './assignments.ts';
import { followCreate } from './followCreate.ts';
import { followInsert } from './followInsert.ts';
import { keyword } from './keyword.ts';
import { dropObject, type Ledger, openLedger, renameTable, tableNamed } from './ledger.ts';
import { namedIn } from './namedIn.ts';
import { qualifiedName } from './qualifiedName.ts';
import { findKeyword } from './selectArms.ts';
import { type Token, tokenize } from './tokens.ts';
import { addColumn, dropColumn, renameColumn } from './trackedTable.ts';
import { readWith } from './withClause.ts';

/**
 * What a script names in its own words (contract: "Named"), read from its tokens, one statement after the other: what
 * happened to a table counts under the name that the table has at the end.
 */
export function namesOf(statements: readonly Statement[]): Named {
  const ledger = openLedger();
  for (const { text } of statements) follow(ledger, text);
  return namedIn(ledger);
}

function follow(ledger: Ledger, text: string): void {
  const tokens = tokenize(text);
  const { rest } = readWith(tokens);
  switch (keyword(rest[0])) {
    case 'create':
      followCreate(ledger, text, rest);
      break;
    case 'insert':
    case 'replace':
      followInsert(ledger, tokens);
      break;
    case 'drop':
      followDrop(ledger, rest);
      break;
    case 'alter':
      followAlter(ledger, rest);
      break;
    case 'update':
      followUpdate(ledger, rest);
      break;
    case 'delete':
      followDelete(ledger, rest);
      break;
  }
}

function followDrop(ledger: Ledger, tokens: readonly Token[]): void {
  const kind = keyword(tokens[1]);
  const named = qualifiedName(tokens, keyword(tokens[2]) === 'if' && keyword(tokens[3]) === 'exists' ? 4 : 2);
  if (!named || (kind !== 'table' && kind !== 'view' && kind !== 'index' && kind !== 'trigger')) return;
  dropObject(ledger, kind, named.name.toLowerCase());
}

function followAlter(ledger: Ledger, tokens: readonly Token[]): void {
  const alteration = readAlterTable(tokens);
  if (!alteration) return;
  const name = alteration.table.toLowerCase();
  switch (alteration.kind) {
    case 'rename table':
      renameTable(ledger, name, alteration.to.toLowerCase());
      break;
    case 'rename column':
      renameColumn(tableNamed(ledger, name), alteration.column.toLowerCase(), alteration.to.toLowerCase());
      break;
    case 'add column':
      addColumn(tableNamed(ledger, name), alteration.column.toLowerCase());
      break;
    case 'drop column':
      dropColumn(tableNamed(ledger, name), alteration.column.toLowerCase());
      break;
  }
}

/** https://sqlite.org/lang_update.html */
function followUpdate(ledger: Ledger, tokens: readonly Token[]): void {
  const named = qualifiedName(tokens, keyword(tokens[1]) === 'or' ? 3 : 1);
  if (!named) return;
  const { changed } = tableNamed(ledger, named.name.toLowerCase());
  const set = findKeyword(tokens, named.next, ['set']);
  for (const column of assignedColumns(tokens.slice(set + 1))) changed.add(column);
}

/** https://sqlite.org/lang_delete.html */
function followDelete(ledger: Ledger, tokens: readonly Token[]): void {
  const named = qualifiedName(tokens, 2);
  if (named) tableNamed(ledger, named.name.toLowerCase()).deletedFrom = true;
}
