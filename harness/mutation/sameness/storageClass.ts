import { foldName } from '../../inspect/foldName.ts';
import type { CheckConstraint, Column, Table } from '../../model/schema.ts';
import { tokenize } from '../../sql/tokens.ts';

const STORED_AS: Readonly<Partial<Record<Column['affinity'], string>>> = {
  INTEGER: 'integer',
  REAL: 'real',
  TEXT: 'text',
  BLOB: 'blob',
};

/** Whether the CHECKs that are gone ask for no more than what a STRICT table does (https://sqlite.org/stricttables.html). */
export function followsFromType(before: Table, after: Table): boolean {
  const left = new Set(after.checks.map(({ tokens }) => tokens));
  const gone = before.checks.filter(({ tokens }) => !left.has(tokens));
  const isWeaker = after.checks.length + gone.length === before.checks.length;
  return before.strict && isWeaker && gone.length > 0 && gone.every((check) => asksForType(before, check));
}

/** `typeof(c) = 'blob'`, of a column that is never NULL. */
function asksForType({ columns }: Table, { tokens }: CheckConstraint): boolean {
  const [call, open, name, close, sign, storage, ...rest] = tokenize(tokens);
  const column = columns.find((candidate) => foldName(candidate.name) === foldName(name?.value ?? ''));
  const isCall = foldName(call?.text ?? '') === 'typeof' && open?.text === '(' && close?.text === ')';
  const isEqual = sign?.text === '=' && storage?.kind === 'string' && rest.length === 0;
  return isCall && isEqual && column?.notNull === true && STORED_AS[column.affinity] === storage.value;
}
