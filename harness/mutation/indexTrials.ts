import { foldName } from '../inspect/foldName.ts';
import { type IndexKeyPart, indexKey } from '../inspect/indexKey.ts';
import type { Index, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { planTrial, type Trial } from './trial.ts';

/** How the engine uses each index of a table: by name, by its columns, for an order, and for a range. */
export function indexTrials(table: Table): readonly Trial[] {
  return table.indexes.flatMap((index) => trialsOf(table, index));
}

function trialsOf(table: Table, index: Index): readonly Trial[] {
  // Asked for in its own collation, since an index in another one is of no use.
  const parts = indexKey(table, index).map((part) => ({ ...part, sql: `${part.sql}${collate(table, part)}` }));
  const [first] = parts;
  if (first === undefined) return [];
  const from = `FROM ${quoteIdentifier(table.name)}`;
  const byName = `${from} INDEXED BY ${quoteIdentifier(index.name)}`;
  const equal = parts.map(({ sql }) => `${sql} = ?`).join(' AND ');
  const order = parts.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  const inside = index.where === null ? '' : ` AND (${index.where})`;
  const only = index.where === null ? '' : ` WHERE (${index.where})`;
  const columns = parts.map(({ sql }) => sql).join(', ');
  const queries: readonly (readonly [string, number])[] = [
    [`SELECT * ${byName} WHERE ${equal}${inside}`, parts.length],
    [`SELECT * ${byName} WHERE ${equal}`, parts.length],
    [`SELECT * ${from} WHERE ${equal}${inside}`, parts.length],
    [`SELECT * ${from} WHERE ${first.sql} = ?${inside}`, 1],
    [`SELECT * ${from}${only} ORDER BY ${order}`, 0],
    // Another index may serve the condition of a partial one better.
    ...(index.where === null || index.origin !== 'c'
      ? []
      : [[`SELECT * ${byName}${only} ORDER BY ${order}`, 0] as const]),
    [`SELECT ${columns} ${from} WHERE ${first.sql} > ?${inside} ORDER BY ${order}`, 1],
  ];
  const about = [foldName(table.name)];
  const asked = index.origin === 'c' ? queries : queries.slice(2);
  return asked.map(([text, count]) => planTrial(about, { text, values: Array.from({ length: count }, () => 'x') }));
}

function collate({ columns }: Table, { column, collation }: IndexKeyPart): string {
  const own = columns.find(({ name }) => name === column)?.collation ?? 'BINARY';
  return collation === own ? '' : ` COLLATE ${quoteIdentifier(collation)}`;
}
