import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type ExactValue, exactLiteral, exactValue, typedColumns } from './exactValue.ts';

/** A table to read, and what its rows are found and ordered by. */
export interface ReadTable {
  readonly name: string;
  /** In the order in which a row's values come. */
  readonly columns: readonly string[];
  /** The name of the rowid, or the key columns of a table that has none. */
  readonly key: readonly string[];
}

/** A row, and the values that find it. */
export interface ExactRow {
  readonly key: readonly ExactValue[];
  readonly values: readonly ExactValue[];
}

const ROWS_AT_ONCE = 500;
/** D1 gives at most 100 columns in one answer, and a value takes two (https://developers.cloudflare.com/d1/platform/limits/). */
const VALUES_AT_ONCE = 50;
/** In hexadecimal a value takes twice its size, and D1 has no text beyond 2,000,000 bytes. */
const BYTES_AT_ONCE = 500_000;

/** Every row of a table in lots, bit for bit, from a database that answers in JSON. Throws as `query` does. */
export async function* exactRows(database: Queryable, table: ReadTable): AsyncGenerator<readonly ExactRow[]> {
  const keyColumns = table.key.map(quoteIdentifier);
  const key = `(${keyColumns.join(', ')})`;
  const columnsAtOnce = VALUES_AT_ONCE - table.key.length;
  for (let bound = ''; ; ) {
    let rows: readonly ExactRow[] = [];
    for (let at = 0; at === 0 || at < table.columns.length; at += columnsAtOnce) {
      const columns = table.columns.slice(at, at + columnsAtOnce).map(quoteIdentifier);
      const part = await readPart(database, table.name, keyColumns, columns, bound);
      rows =
        at === 0 ? part : rows.map((row, index) => ({ ...row, values: [...row.values, ...valuesAt(part, index)] }));
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    bound = `WHERE ${key} > (${last.key.map(exactLiteral).join(', ')})`;
  }
}

function valuesAt(part: readonly ExactRow[], index: number): readonly ExactValue[] {
  return part[index]?.values ?? [];
}

async function readPart(
  database: Queryable,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  bound: string,
): Promise<readonly ExactRow[]> {
  const owner = quoteIdentifier(table);
  const wanted = [...key, ...columns];
  const terms = wanted.map((column) => typedColumns(column, BYTES_AT_ONCE)).join(', ');
  const rows = await database.query(
    `SELECT ${terms} FROM ${owner} ${bound} ORDER BY ${key.join(', ')} LIMIT ${ROWS_AT_ONCE}`,
  );
  const read: ExactRow[] = [];
  for (const row of rows) {
    const values: ExactValue[] = [];
    for (const [at, column] of wanted.entries()) {
      const isText = row[2 * at] === 'text';
      const short = exactValue(row[2 * at], row[2 * at + 1]);
      values.push(short ?? { isText, value: await longValue(database, column, owner, conditionOn(key, values)) });
    }
    read.push({ key: values.slice(0, key.length), values: values.slice(key.length) });
  }
  return read;
}

function conditionOn(key: readonly string[], values: readonly ExactValue[]): string {
  const bound = key.flatMap((name, index) => {
    const value = values[index];
    return value === undefined ? [] : [`${name} IS ${exactLiteral(value)}`];
  });
  if (bound.length < key.length) throw new SqlError('SQLITE_TOOBIG', `a key has more than ${BYTES_AT_ONCE} bytes`);
  return bound.join(' AND ');
}

async function longValue(database: Queryable, column: string, owner: string, condition: string): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (let start = 1; ; start += BYTES_AT_ONCE) {
    const part = `hex(substr(CAST(${column} AS BLOB), ${start}, ${BYTES_AT_ONCE}))`;
    const [[hex] = []] = await database.query(`SELECT ${part} FROM ${owner} WHERE ${condition}`);
    const bytes = Buffer.from(String(hex ?? ''), 'hex');
    parts.push(bytes);
    if (bytes.length < BYTES_AT_ONCE) return Buffer.concat(parts);
  }
}
