import { isReadAs } from '../../generate/json/reading.ts';
import type { DocumentSchema } from '../../model/config.ts';
import type { Queryable } from '../../model/engine.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type KeyedRows, keyColumnsOf, MOST_NAMED, tuple } from './keyedRows.ts';
import { walkRows } from './walkRows.ts';

/** The stored documents of a column, held against its schema. */
export interface StoredDocuments {
  /** How many there are. */
  readonly documents: number;
  /** Those that the schema refuses, or that are no JSON at all. */
  readonly refused: KeyedRows;
  /** How many of these are no JSON at all. */
  readonly malformed: number;
}

/** Reads every stored document of a column as the application does, and names those that its schema refuses. */
export async function refusedDocuments(
  database: Queryable,
  table: Table,
  column: Column,
  schema: DocumentSchema,
  showValues: boolean,
): Promise<StoredDocuments> {
  const keyColumns = keyColumnsOf(table);
  const name = quoteIdentifier(column.name);
  const keys: string[] = [];
  const values: string[] = [];
  let total = 0;
  let malformed = 0;
  const terms = [name, ...keyColumns.map(quoteIdentifier)];
  const documents = await walkRows(
    database,
    table,
    { terms, where: `${name} IS NOT NULL` },
    ([value = null, ...key]) => {
      const bytes = bytesOf(value);
      if (bytes !== null && isReadAs(schema, bytes)) return;
      total += 1;
      if (bytes === null || !isReadAs(ANYTHING, bytes)) malformed += 1;
      if (keys.length === MOST_NAMED) return;
      keys.push(tuple(key));
      if (showValues) values.push(tuple([value]));
    },
  );
  return { documents, refused: { total, keyColumns, keys, values: showValues ? values : null }, malformed };
}

const ANYTHING: DocumentSchema = { safeParse: () => ({ success: true }) };

/** Numbers are no documents: the application would parse a text. */
function bytesOf(value: SqlValue): Uint8Array | null {
  if (typeof value === 'string') return Buffer.from(value);
  return value instanceof Uint8Array ? value : null;
}
