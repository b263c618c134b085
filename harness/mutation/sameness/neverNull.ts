import { foldName } from '../../inspect/foldName.ts';
import type { Column, Table } from '../../model/schema.ts';
import { tokenize } from '../../sql/tokens.ts';
import { TOTAL_FUNCTIONS } from './totalFunctions.ts';

const SIGNS: ReadonlySet<string> = new Set(['(', ')', ',', '||']);

/** Whether a generated column is never NULL: no arithmetic, which can fail, and nothing that can be NULL is in it. */
export function isNeverNull({ columns, rowidAlias }: Table, { expression }: Column): boolean {
  if (expression === null) return false;
  return tokenize(expression).every(({ kind, text, value }) => {
    if (kind === 'string' || kind === 'number' || SIGNS.has(text)) return true;
    const name = foldName(value);
    const column = columns.find((candidate) => foldName(candidate.name) === name);
    if (column === undefined) return TOTAL_FUNCTIONS.has(name);
    return column.generated === 'no' && (column.notNull || column.name === rowidAlias);
  });
}
