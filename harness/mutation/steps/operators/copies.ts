import { mayBeNull } from '../../../generate/nullability.ts';
import type { Table } from '../../../model/schema.ts';
import type { Edit } from '../../splice.ts';
import { type CopiedValue, type RebuildCopy, rebuildCopies } from '../copyText.ts';
import { changeWithin } from '../edits.ts';
import { namesIn } from '../namesIn.ts';
import type { StepChange, StepOperator, Subject } from '../subject.ts';
import { readWhere } from '../whereText.ts';

/** What can be wrong with the rows that a rebuild brings back by INSERT INTO … SELECT …. */
export const copyOperators: readonly StepOperator[] = [
  {
    id: 'copy-where',
    *changes(subject) {
      for (const copy of rebuildCopies(subject)) {
        const value = copy.values.find(({ name, isBare }) => isBare && mayBeNull(copy.after, name));
        if (value === undefined) continue;
        const condition = `${value.text} IS NOT NULL`;
        const where = readWhere(copy.statement.text);
        const edit =
          where === null
            ? insertion(copy.behindSources, ` WHERE ${condition}`)
            : insertion(where.word.end, ` ${condition} AND`);
        yield changeWithin(subject, copy.statement, `only rows with ${value.name} are copied`, [edit]);
      }
    },
  },
  {
    id: 'copy-limit',
    changes: (subject) =>
      inCopies(subject, 'one row is copied', ({ statement }) => insertion(statement.text.length, ' LIMIT 1')),
  },
  {
    // A copy that takes the rowid or a key along has no two equal rows.
    id: 'copy-distinct',
    *changes(subject) {
      for (const copy of rebuildCopies(subject).filter(({ values }) => !values.some(isUnique))) {
        yield changeWithin(subject, copy.statement, 'equal rows are copied once', [
          insertion(copy.select.end, ' DISTINCT'),
        ]);
      }
    },
  },
  {
    // Constraints that the rows have met already refuse none of them.
    id: 'copy-or-ignore',
    *changes(subject) {
      for (const copy of rebuildCopies(subject).filter(meetsNewConstraint)) {
        const edit = insertion(copy.insert.end, ' OR IGNORE');
        yield changeWithin(subject, copy.statement, 'refused rows are passed over', [edit]);
      }
    },
  },
  {
    id: 'copy-or-replace',
    *changes(subject) {
      for (const copy of rebuildCopies(subject).filter(meetsNewKey)) {
        const edit = insertion(copy.insert.end, ' OR REPLACE');
        yield changeWithin(subject, copy.statement, 'refused rows take the place of others', [edit]);
      }
    },
  },
];

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function* inCopies(subject: Subject, what: string, edit: (copy: RebuildCopy) => Edit): Iterable<StepChange> {
  for (const copy of rebuildCopies(subject)) yield changeWithin(subject, copy.statement, what, [edit(copy)]);
}

function isUnique({ column, isBare }: CopiedValue): boolean {
  return column === null || (isBare && column.primaryKey > 0 && column.notNull);
}

/** Whether a column that is copied as it is has to meet a CHECK, a NOT NULL or a key that the table had not. */
function meetsNewConstraint(copy: RebuildCopy): boolean {
  const { before, after, values } = copy;
  const known = new Set(before.checks.map(({ tokens }) => tokens));
  const nullable = new Set(before.columns.flatMap(({ name, notNull }) => (notNull ? [] : [name])));
  const bare = values.flatMap(({ column, isBare }) => (isBare && column !== null ? [column] : []));
  const isChecked = after.checks.some(
    ({ tokens, expression }) => !known.has(tokens) && bare.some(({ name }) => namesIn(expression).has(name)),
  );
  return isChecked || bare.some(({ name, notNull }) => notNull && nullable.has(name)) || meetsNewKey(copy);
}

function meetsNewKey({ before, after, values }: RebuildCopy): boolean {
  const known = new Set(before.indexes.filter(({ unique }) => unique).map(keyOf));
  const bare = new Set(values.flatMap(({ name, isBare }) => (isBare ? [name] : [])));
  return after.indexes.some(
    (index) => index.unique && !known.has(keyOf(index)) && index.columns.some(({ name }) => bare.has(name ?? '')),
  );
}

function keyOf({ columns }: Table['indexes'][number]): string {
  return columns.map(({ name, collation }) => `${name} ${collation}`).join();
}
