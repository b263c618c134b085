import { changeOf, type Operator } from '../mutant.ts';
import { splice } from '../splice.ts';
import { columnsIn } from './columnsIn.ts';

/** What can be wrong with the value that a column has when none is given. */
export const defaultOperators: readonly Operator[] = [
  {
    id: 'default-drop',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const clause = item.clauses.findLast(({ kind }) => kind === 'default');
        if (clause === undefined) continue;
        const sql = splice(text.sql, [{ start: clause.start, end: clause.end, text: '' }]);
        yield changeOf(table, `DEFAULT of ${column.name} removed`, sql);
      }
    },
  },
  {
    id: 'default-change',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        const clause = item.clauses.findLast(({ kind }) => kind === 'default');
        if (clause === undefined) continue;
        const other = otherDefault(column.default ?? '');
        const sql = splice(text.sql, [{ start: clause.start, end: clause.end, text: ` DEFAULT ${other} ` }]);
        yield changeOf(table, `DEFAULT of ${column.name} ${other}`, sql);
      }
    },
  },
];

/** A number moves by one, a text gets a letter more, and a time becomes one that is past. */
function otherDefault(expression: string): string {
  if (/^[+-]?\d+$/.test(expression)) return `(${expression} + 1)`;
  if (/^'.*'$/s.test(expression)) return `${expression.slice(0, -1)}x'`;
  return /^current_/i.test(expression) ? "'1999-12-31 23:59:59'" : 'NULL';
}
