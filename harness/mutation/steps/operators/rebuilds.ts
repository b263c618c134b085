import { quoteIdentifier } from '../../../sql/quote.ts';
import { type Edit, splice } from '../../splice.ts';
import { removal, replacement, shorten } from '../edits.ts';
import { asideRebuild, type Rebuild, rebuildsIn, renamedRebuild } from '../rebuildText.ts';
import type { StepChange, StepOperator } from '../subject.ts';

/** What can be wrong with the way in which a table is rebuilt. */
export const rebuildOperators: readonly StepOperator[] = [
  {
    // Only the names and types of columns are taken over (https://sqlite.org/lang_createtable.html#create_table_as_select_statements).
    id: 'copy-as-table',
    *changes({ script }) {
      for (const rebuild of rebuildsIn(script)) {
        const { copy, create } = rebuild;
        const text = asTable(rebuild);
        if (text === null) continue;
        const edits = [replacement(create, text), removal(copy.statement)];
        yield changeOf(rebuild, 'made by CREATE TABLE … AS', shorten(text), splice(script.text, edits));
      }
    },
  },
  {
    // RENAME takes the references of other tables along (https://sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes).
    id: 'rebuild-rename-away',
    *changes({ script }) {
      for (const rebuild of rebuildsIn(script)) {
        const edits: readonly Edit[] | null = asideRebuild(script, rebuild) ?? renamedRebuild(script, rebuild);
        if (edits === null) continue;
        const what = 'the old table renamed away before the new one is made';
        yield changeOf(rebuild, what, 'ALTER TABLE … RENAME TO …', splice(script.text, edits));
      }
    },
  },
];

function changeOf({ copy, create }: Rebuild, what: string, sql: string, text: string): StepChange {
  return { object: `table ${copy.table}`, what, sql: `${shorten(create.text)} → ${sql}`, text };
}

function asTable({ copy: { table, columns, items, statement } }: Rebuild): string | null {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined || columns.length !== items.length) return null;
  const named = items.flatMap(({ start, end }, at) => {
    const name = columns[at]?.name ?? '';
    return name.toLowerCase() === 'rowid' ? [] : [`${statement.text.slice(start, end)} AS ${quoteIdentifier(name)}`];
  });
  return `CREATE TABLE ${quoteIdentifier(table)} AS SELECT ${named.join(', ')}${statement.text.slice(last.end)}`;
}
