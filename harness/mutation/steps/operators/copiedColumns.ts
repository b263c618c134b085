import type { Table } from '../../../model/schema.ts';
import { quoteIdentifier } from '../../../sql/quote.ts';
import { withoutPiece } from '../../splice.ts';
import { rebuildCopies } from '../copyText.ts';
import { changeWithin } from '../edits.ts';
import { namesIn } from '../namesIn.ts';
import type { StepOperator } from '../subject.ts';

/** What can be wrong with the values that a rebuild brings back by INSERT INTO … SELECT …. */
export const copiedColumnOperators: readonly StepOperator[] = [
  {
    // What a table takes no row without is refused by SQLite itself.
    id: 'copy-omit-column',
    *changes(subject) {
      for (const copy of rebuildCopies(subject)) {
        for (const [at, { name, column }] of copy.values.entries()) {
          if (column?.notNull === true && column.default === null) continue;
          const edits = [withoutPiece(copy.columns, at), withoutPiece(copy.items, at)];
          yield changeWithin(subject, copy.statement, `${name} is not copied`, edits);
        }
      }
    },
  },
  {
    // Values of another type are for the schema to refuse.
    id: 'copy-swap-columns',
    *changes(subject) {
      for (const copy of rebuildCopies(subject)) {
        for (const [at, first] of copy.values.entries()) {
          const second = copy.values[at + 1];
          if (second === undefined || first.column?.type !== second.column?.type) continue;
          const edits = [
            { start: first.start, end: first.end, text: second.text },
            { start: second.start, end: second.end, text: first.text },
          ];
          yield changeWithin(subject, copy.statement, `${first.name} and ${second.name} change places`, edits);
        }
      }
    },
  },
  {
    id: 'copy-cast',
    *changes(subject) {
      for (const copy of rebuildCopies(subject)) {
        const value = copy.values.findLast(
          ({ column, isBare }) => isBare && column?.affinity === 'TEXT' && !isDecisive(copy.after, column.name),
        );
        if (value === undefined) continue;
        for (const text of [`CAST(${value.text} AS INTEGER)`, `lower(${value.text})`]) {
          const edit = { start: value.start, end: value.end, text };
          yield changeWithin(subject, copy.statement, `${value.name} is copied as ${text}`, [edit]);
        }
      }
    },
  },
  {
    // What a step makes of rows that do not fit, such as coalesce(id, …), and how the rollback takes it back.
    id: 'copy-bare-column',
    *changes(subject) {
      for (const copy of rebuildCopies(subject)) {
        for (const { name, column, isBare, start, end } of copy.values) {
          const edit = { start, end, text: quoteIdentifier(name) };
          if (!isBare && column !== null)
            yield changeWithin(subject, copy.statement, `${name} is copied as it is`, [edit]);
        }
      }
    },
  },
];

/** Whether another value in the column could be refused, or lose its parent. */
function isDecisive({ foreignKeys, indexes, checks }: Table, column: string): boolean {
  return (
    foreignKeys.some(({ columns }) => columns.includes(column)) ||
    indexes.some(({ unique, columns }) => unique && columns.some(({ name }) => name === column)) ||
    checks.some(({ expression }) => namesIn(expression).has(column))
  );
}
