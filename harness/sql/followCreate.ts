import { type CreateHeader, readCreateHeader } from './createHeader.ts';
import { readCreateTable } from './createTable.ts';
import { keyword } from './keyword.ts';
import { enterTable, type Ledger, lookupIn, tableNamed } from './ledger.ts';
import { qualifiedName } from './qualifiedName.ts';
import { readSelect } from './relation.ts';
import { findKeyword } from './selectArms.ts';
import type { Token } from './tokens.ts';
import { copyInto, trackTable } from './trackedTable.ts';

/** Enters what a CREATE statement makes. The statements of a trigger's body are not the script's own and are not read. */
export function followCreate(ledger: Ledger, text: string, tokens: readonly Token[]): void {
  const header = readCreateHeader(tokens);
  if (!header) return;
  const name = header.name.toLowerCase();
  if (header.kind === 'table' || header.kind === 'virtual table') {
    createTable(ledger, text, tokens, header);
  } else if (header.kind === 'view') {
    ledger.created.view.set(name, null);
  } else {
    const owner = qualifiedName(tokens, findKeyword(tokens, header.next, ['on']) + 1);
    ledger.created[header.kind].set(name, owner && tableNamed(ledger, owner.name.toLowerCase()));
  }
}

function createTable(ledger: Ledger, text: string, tokens: readonly Token[], header: CreateHeader): void {
  const name = header.name.toLowerCase();
  if (header.ifNotExists && ledger.standing.has(name)) return;
  if (keyword(tokens[header.next]) !== 'as') {
    const columns = readCreateTable(text, tokens).columns;
    const known = columns.map((column) => ({ name: column.name.toLowerCase(), generated: column.generated !== null }));
    enterTable(ledger, trackTable(name, null, header.kind === 'table' ? known : null));
    return;
  }
  const rows = readSelect(tokens.slice(header.next + 1), lookupIn(ledger));
  const columns = rows.columns.map((column) => ({ name: column.name, generated: false }));
  copyInto(enterTable(ledger, trackTable(name, null, rows.complete ? columns : null)), null, rows, false);
}
