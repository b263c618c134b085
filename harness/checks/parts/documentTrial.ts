import { fillTables } from '../../generate/fillTables.ts';
import { rowidName } from '../../generate/rowidName.ts';
import { bindCell, encodeText } from '../../inspect/cell.ts';
import { readRows } from '../../inspect/tableRows.ts';
import type { CheckContext } from '../../model/check.ts';
import type { StoredRow, TableData } from '../../model/data.ts';
import type { Engine } from '../../model/engine.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { State } from '../../model/step.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** What the database made of a document's text; `unclear`: another rule of the row stood in the way. */
export type Trial =
  | { readonly kind: 'kept' | 'unclear' }
  | { readonly kind: 'changed'; readonly into: string }
  | { readonly kind: 'refused'; readonly message: string };

/** A column of a throw-away database to write documents into. */
export interface DocumentTrial {
  /** `any row`: refused only when every row refuses it, whatever stands in its other columns. */
  write(bytes: Uint8Array, into: 'first row' | 'any row'): Promise<Trial>;
}

/** Rows of different kinds take different documents. */
const MOST_ROWS = 6;
/** More rows than this are not tried, to find those that can be written to. */
const MOST_TRIED = 100;

/** What a row says about its neighbours and not about the document. */
const ABOUT_OTHER_ROWS = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_FOREIGNKEY',
]);

/** Prepares a column for documents; answers with the reason where no row of its table can be written to. */
export async function openTrial(
  { config, fork, seed }: CheckContext,
  state: State,
  table: Table,
  column: Column,
): Promise<DocumentTrial | string> {
  const engine = await fork(state);
  let data = (await state.data()).tables.get(table.name);
  if (data === undefined || data.rows.length === 0) {
    const options = { seed, rows: 3, first: 3_000_000, tables: [table.name], shape: config.rows, gaps: false };
    const { problems } = await fillTables(engine, await state.schema(), options);
    data = await readRows(engine, table);
    if (data.rows.length === 0) return problems[0]?.message ?? 'the table takes no row';
  }
  const name = quoteIdentifier(column.name);
  const owner = quoteIdentifier(table.name);
  const tried = placesOf(table, data).slice(0, MOST_TRIED);
  const attempts = await engine.attempt(
    tried.map(({ where, values }) => [{ text: `UPDATE ${owner} SET ${name} = ${name} WHERE ${where}`, values }]),
  );
  const places = tried.filter((_, at) => attempts[at]?.failure === null).slice(0, MOST_ROWS);
  if (places.length === 0) return attempts.at(-1)?.failure?.message ?? 'its rows have no key to find them by';
  return {
    write: (bytes, into) => write(engine, owner, name, into === 'any row' ? places : places.slice(0, 1), bytes),
  };
}

/** A row of the table, as a condition finds it. */
interface Place {
  readonly where: string;
  readonly values: readonly SqlValue[];
}

function placesOf(table: Table, data: TableData): readonly Place[] {
  const rowid = rowidName(table);
  return data.rows.flatMap((row) => {
    if (rowid !== null && row.rowid !== null) return [{ where: `${rowid} = ?`, values: [row.rowid] }];
    return data.keyColumns.length === 0 ? [] : [keyPlace(row, data)];
  });
}

function keyPlace({ cells }: StoredRow, { columns, keyColumns }: TableData): Place {
  const bound = keyColumns.map((key) => ({ key, ...bindCell(cells[columns.indexOf(key)] ?? 'n') }));
  return {
    where: bound.map(({ key, sql }) => `${quoteIdentifier(key)} IS ${sql}`).join(' AND '),
    values: bound.map(({ value }) => value),
  };
}

async function write(
  engine: Engine,
  owner: string,
  name: string,
  places: readonly Place[],
  bytes: Uint8Array,
): Promise<Trial> {
  const { sql, value } = bindCell(encodeText(bytes));
  const scripts = places.map(({ where, values }) => [
    { text: `UPDATE ${owner} SET ${name} = ${sql} WHERE ${where}`, values: [value, ...values] },
    { text: `SELECT typeof(${name}), CAST(${name} AS BLOB) FROM ${owner} WHERE ${where}`, values },
  ]);
  // The first row mostly takes it.
  const [first] = await engine.attempt(scripts.slice(0, 1));
  if (first?.failure === null) return compared(bytes, first.rows[0]?.[0], first.rows[0]?.[1]);
  const others = await engine.attempt(scripts.slice(1));
  const taken = others.find(({ failure }) => failure === null);
  if (taken !== undefined) return compared(bytes, taken.rows[0]?.[0], taken.rows[0]?.[1]);
  const failures = [first, ...others].flatMap((attempt) => attempt?.failure ?? []);
  const told = failures.find(({ code }) => !ABOUT_OTHER_ROWS.has(code));
  return told === undefined ? { kind: 'unclear' } : { kind: 'refused', message: told.message };
}

function compared(bytes: Uint8Array, type: SqlValue | undefined, stored: SqlValue | undefined): Trial {
  const text = stored instanceof Uint8Array ? Buffer.from(stored) : Buffer.alloc(0);
  if (type === 'text' && text.equals(bytes)) return { kind: 'kept' };
  return {
    kind: 'changed',
    into: type === 'text' ? 'another text' : `${String(type)} ${text.toString().slice(0, 40)}`,
  };
}
