import { foldName } from '../../inspect/foldName.ts';
import type { Column, SchemaSnapshot, Table } from '../../model/schema.ts';
import { mentions } from '../../sql/mentions.ts';

/** The columns that nothing else in the schema speaks of: SQLite drops such a one (https://sqlite.org/lang_altertable.html). */
export function freeColumns({ views, triggers }: SchemaSnapshot, table: Table): readonly Column[] {
  const { columns, indexes, foreignKeys, checks } = table;
  const named = new Set([
    ...indexes.flatMap((index) => index.columns.flatMap(({ name }) => name ?? [])),
    ...foreignKeys.flatMap((key) => key.columns),
  ]);
  const texts = [
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap(({ sql }) => sql ?? []),
    ...columns.flatMap(({ expression }) => expression ?? []),
    ...[...views, ...triggers].map(({ sql }) => sql),
  ];
  const known = new Set([...named].map(foldName));
  return columns.filter(
    ({ name, primaryKey, hidden }) =>
      primaryKey === 0 && !hidden && !known.has(foldName(name)) && !texts.some((text) => mentions(text, name)),
  );
}
