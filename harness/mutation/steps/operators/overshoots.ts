import { foldName } from '../../../inspect/foldName.ts';
import type { Column, SchemaObject, SchemaSnapshot, Table } from '../../../model/schema.ts';
import { mentions } from '../../../sql/mentions.ts';
import { quoteIdentifier } from '../../../sql/quote.ts';
import { withStatement } from '../edits.ts';
import { freeColumns } from '../freeColumns.ts';
import type { StepOperator, Subject } from '../subject.ts';

/** Scripts that take away more than they should: something that was there before, and that nothing brings back. */
export const overshootOperators: readonly StepOperator[] = [
  {
    id: 'overshoot-object',
    *changes(subject) {
      const { indexes, views, triggers, tables } = old(subject);
      const leaves = tables.filter((table) => !isParent(subject.end, table));
      for (const objects of [indexes, views, triggers, leaves]) {
        for (const { type, name } of nearAndFar(subject, objects)) {
          const what = `${type} ${name} dropped as well`;
          const sql = `DROP ${type.toUpperCase()} ${quoteIdentifier(name)}`;
          yield withStatement(subject, `${type} ${name}`, what, sql);
        }
      }
    },
  },
  {
    id: 'overshoot-column',
    *changes(subject) {
      const tables = old(subject).tables.filter((table) => freeColumns(subject.end, table).length > 0);
      for (const table of nearAndFar(subject, tables)) {
        const column = freeColumns(subject.end, table).at(-1)?.name ?? '';
        const sql = `ALTER TABLE ${quoteIdentifier(table.name)} DROP COLUMN ${quoteIdentifier(column)}`;
        yield withStatement(subject, `table ${table.name}`, `column ${column} dropped as well`, sql);
      }
    },
  },
  {
    id: 'overshoot-rows',
    *changes(subject) {
      if (isDeclaredLoss(subject)) return;
      for (const { name, withoutRowid } of nearAndFar(subject, old(subject).tables)) {
        const table = quoteIdentifier(name);
        yield withStatement(subject, `table ${name}`, 'all rows deleted', `DELETE FROM ${table}`);
        if (withoutRowid) continue;
        const first = `DELETE FROM ${table} WHERE rowid = (SELECT min(rowid) FROM ${table})`;
        yield withStatement(subject, `table ${name}`, 'the first row deleted', first);
      }
    },
  },
  {
    id: 'overshoot-values',
    *changes(subject) {
      if (isDeclaredLoss(subject)) return;
      for (const { name, columns } of nearAndFar(subject, old(subject).tables)) {
        const known = new Set(subject.start.tables.find((table) => table.name === name)?.columns.map(nameOf));
        const column = columns.find((one) => isEmptied(one) && known.has(one.name));
        if (column === undefined) continue;
        const sql = `UPDATE ${quoteIdentifier(name)} SET ${quoteIdentifier(column.name)} = NULL`;
        yield withStatement(subject, `table ${name}`, `column ${column.name} emptied`, sql);
      }
    },
  },
];

/** What an irreversible step names it may lose, and nobody can know which rows were meant. */
function isDeclaredLoss({ script }: Subject): boolean {
  return script.directives.some(({ kind }) => kind === 'irreversible');
}

function nameOf({ name }: Column): string {
  return name;
}

function isEmptied({ primaryKey, notNull, generated }: Column): boolean {
  return primaryKey === 0 && !notNull && generated === 'no';
}

/** What was there before the script and is there after it. */
function old({ start, end }: Subject): SchemaSnapshot {
  const names = new Set([...start.tables, ...start.indexes, ...start.views, ...start.triggers].map(keyOf));
  const isOld = (object: SchemaObject) => names.has(keyOf(object));
  return {
    tables: end.tables.filter((table) => table.kind === 'table' && isOld(table)),
    indexes: end.indexes.filter(isOld),
    views: end.views.filter(isOld),
    triggers: end.triggers.filter(isOld),
    digest: end.digest,
  };
}

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${foldName(name)}`;
}

/** One object whose table the script speaks of, and one of which it says nothing. */
function nearAndFar<Kind extends SchemaObject>({ script }: Subject, objects: readonly Kind[]): readonly Kind[] {
  const isNear = ({ table }: SchemaObject) => mentions(script.text, table);
  return [objects.find(isNear), objects.find((object) => !isNear(object))].flatMap((object) => object ?? []);
}

function isParent({ tables }: SchemaSnapshot, { name }: Table): boolean {
  return tables.some(({ foreignKeys }) => foreignKeys.some(({ parent }) => foldName(parent) === foldName(name)));
}
