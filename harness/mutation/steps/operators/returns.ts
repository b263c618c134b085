import { foldName } from '../../../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../../../model/schema.ts';
import type { Script } from '../../../model/script.ts';
import { mentions } from '../../../sql/mentions.ts';
import { quoteIdentifier } from '../../../sql/quote.ts';
import { readTableText } from '../../tableText.ts';
import { appended } from '../edits.ts';
import { freeColumns } from '../freeColumns.ts';
import type { StepOperator, Subject } from '../subject.ts';

/** Pairs whose rollback brings everything back but the rows: no look at the schema can tell. */
export const returnOperators: readonly StepOperator[] = [
  {
    id: 'return-empty-column',
    *changes(subject) {
      for (const table of oldTables(subject)) {
        const item = readTableText(table).items.at(-1);
        const column = freeColumns(subject.end, table).find(({ name }) => name === item?.column);
        // ADD COLUMN brings no text back that stood in the middle, and no default that has to be computed.
        if (item === undefined || column === undefined || (column.notNull && column.default === null)) continue;
        if (column.default?.startsWith('CURRENT_')) continue;
        const name = quoteIdentifier(table.name);
        const drop = `ALTER TABLE ${name} DROP COLUMN ${quoteIdentifier(column.name)}`;
        const add = `ALTER TABLE ${name} ADD COLUMN ${table.sql.slice(item.start, item.end)}`;
        yield* pair(subject, `column ${table.name}.${column.name}`, drop, [add]);
        return;
      }
    },
  },
  {
    id: 'return-empty-table',
    *changes(subject) {
      const table = oldTables(subject).find((candidate) => isAlone(subject.end, candidate));
      if (table === undefined) return;
      const create = [table.sql, ...table.indexes.flatMap(({ sql }) => sql ?? [])];
      yield* pair(subject, `table ${table.name}`, `DROP TABLE ${quoteIdentifier(table.name)}`, create);
    },
  },
];

function* pair({ migration, role, script }: Subject, object: string, drop: string, back: readonly string[]) {
  const { rollback } = migration;
  if (role === 'rollback' || rollback === null) return;
  yield {
    object,
    what: 'dropped, and brought back empty by the rollback',
    sql: `nothing → ${drop}`,
    text: appended(script, drop),
    counterpart: preceded(rollback, back),
  };
}

/** Statements before all others. */
function preceded({ text, statements }: Script, more: readonly string[]): string {
  const at = statements[0]?.start ?? text.length;
  return `${text.slice(0, at)}${more.map((sql) => `${sql};\n`).join('')}${text.slice(at)}`;
}

/** Those that the step leaves alone. */
function oldTables({ start, end, script }: Subject): readonly Table[] {
  const names = new Set(start.tables.map(({ name }) => name));
  return end.tables.filter(({ kind, name }) => kind === 'table' && names.has(name) && !mentions(script.text, name));
}

/** Whether nothing refers to a table. */
function isAlone({ tables, views, triggers }: SchemaSnapshot, { name }: Table): boolean {
  const isParent = tables.some(({ foreignKeys }) =>
    foreignKeys.some(({ parent }) => foldName(parent) === foldName(name)),
  );
  return !isParent && ![...views, ...triggers].some(({ sql }) => mentions(sql, name));
}
