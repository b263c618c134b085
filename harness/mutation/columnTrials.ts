import { mayBeNull } from '../generate/nullability.ts';
import type { Row } from '../generate/probes/constraint.ts';
import { swapCase } from '../generate/probes/swapCase.ts';
import { readTable } from '../generate/tableReading.ts';
import { foldName } from '../inspect/foldName.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier, quoteLiteral } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import { type Changed, withParents } from './parentRows.ts';
import { type Trial, type TrialKind, writeTrial } from './trial.ts';

/** Values that affinities treat differently (https://sqlite.org/datatype3.html). */
const VALUES: readonly SqlValue[] = ['00123', 1.5, 7n, 'word', new Uint8Array([0, 255]), null];

/** Texts with letters, above and below any digit. */
const LETTERS = ['Ab', '!Ab'];

/** What a column makes of values: how it stores and compares them, and what stands there when none is given. */
export function columnTrials(
  tables: ReadonlyMap<string, TableRows>,
  rows: TableRows,
  column: string,
): readonly Trial[] {
  const at = rows.columns.indexOf(column);
  const base = rows.rows.find((row) => (row[at] ?? null) !== null) ?? rows.rows[0];
  if (base === undefined) return [];
  const { table } = rows;
  const about = aboutParents(rows, [column]);
  const own = base[at] ?? null;
  const contents = tableContents(table);
  const write = (kind: TrialKind, changed: Changed, read: string) =>
    writeTrial(kind, about, withParents(tables, rows, base, changed), read);
  const read = `${contents}) || ' ' || (${belowNine(rows, column)}`;
  return [
    ...rows.rows.map((row) =>
      writeTrial('default', [foldName(table.name)], [rows.insertWithout(row, column)], contents),
    ),
    ...distinct([...VALUES, ...numbersLike(own)]).map((value) => write('value', { [column]: value }, read)),
    ...distinct([...LETTERS, ...lettersLike(own)]).map((value) =>
      write('comparison', { [column]: value }, otherLetters(rows, [[column, value]])),
    ),
    ...[...(own === null ? alone(rows, column) : []), ...unbound(rows, column)].map(({ changed, value }) =>
      write('value', changed, `${read}) || ' ' || (${otherLetters(rows, [[column, value]])}`),
    ),
    ...binaryDocument(rows, base, column),
  ];
}

/** Values of digits, and such as sort below them, of the length and with the signs that a column may insist on. */
function numbersLike(value: SqlValue): readonly SqlValue[] {
  if (value instanceof Uint8Array) return ['!'.repeat(value.length)];
  if (typeof value !== 'string') return [];
  const document = withWords(value, '00123');
  const texts = [value.replaceAll(/[^\d]/g, '0'), `!${value.slice(1)}`, value.replaceAll(/[A-Za-z]/g, '0')];
  // A blank before a document changes nothing of it, and stands below every digit.
  return document === null ? texts : [...texts, document, ` ${value}`];
}

function lettersLike(value: SqlValue): readonly SqlValue[] {
  if (value instanceof Uint8Array) return ['Ab'.padEnd(value.length, 'b').slice(0, value.length)];
  if (typeof value !== 'string') return [];
  return [value, value.replaceAll(/\d/g, 'a')];
}

/** A JSON document with another word in the place of each; null where the text is none. */
function withWords(text: string, word: string): string | null {
  if (!/^[{[]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text, (_, value) => (typeof value === 'string' ? word : value)));
  } catch {
    return null;
  }
}

/** What json_valid does not know and the other functions do (https://sqlite.org/json1.html#jsonb). */
function binaryDocument(rows: TableRows, base: Row, column: string): readonly Trial[] {
  const own = base[rows.columns.indexOf(column)];
  if (typeof own !== 'string' || withWords(own, '') === null) return [];
  const insert = rows.insertExpressions(base, { [column]: `jsonb(${quoteLiteral(own)})` });
  return [writeTrial('value', [foldName(rows.table.name)], [insert], tableContents(rows.table))];
}

/** Values for a column that is NULL in every row, with NULL in the other columns of its CHECKs: perhaps one at most may be there. */
function alone({ table, columns }: TableRows, column: string): readonly Written[] {
  const others = readTable(table, []).checks.flatMap((check) =>
    check.columns.includes(column.toLowerCase()) ? check.columns : [],
  );
  const beside = columns.filter((name) => name !== column && others.includes(name.toLowerCase()));
  const empty = Object.fromEntries(beside.filter((name) => mayBeNull(table, name)).map((name) => [name, null]));
  return written(column, empty);
}

/** The same for a part of a foreign key that another part being NULL sets free. */
function unbound({ table }: TableRows, column: string): readonly Written[] {
  return table.foreignKeys.flatMap(({ columns }) => {
    const open = columns.find((name) => name !== column && mayBeNull(table, name));
    return !columns.includes(column) || open === undefined ? [] : written(column, { [open]: null });
  });
}

/** A value for a column, and what a row is written with then. */
interface Written {
  readonly value: SqlValue;
  readonly changed: Changed;
}

function written(column: string, beside: Changed): readonly Written[] {
  return [...VALUES, ...LETTERS].map((value) => ({ value, changed: { ...beside, [column]: value } }));
}

function distinct(values: readonly SqlValue[]): readonly SqlValue[] {
  return [...new Set(values)];
}

/** Text stands above every number, unless its column makes the number a text. */
function belowNine({ table }: TableRows, column: string): string {
  return `SELECT total(${quoteIdentifier(column)} < 9) FROM ${quoteIdentifier(table.name)}`;
}

/** Whether values are found by the same letters in the other case. */
export function otherLetters(
  { table }: TableRows,
  values: readonly (readonly [column: string, value: SqlValue])[],
): string {
  const counts = values.map(([column, value]) => {
    const swapped = quoteLiteral(swapCase(String(value)));
    return `total(${quoteIdentifier(column)} = ${swapped})`;
  });
  return `SELECT ${counts.join(" || ' ' || ")} FROM ${quoteIdentifier(table.name)}`;
}

/** The table and those that columns of it point at. */
export function aboutParents({ table }: TableRows, columns: readonly string[]): readonly string[] {
  const parents = table.foreignKeys
    .filter((key) => key.columns.some((name) => columns.includes(name)))
    .map(({ parent }) => parent);
  return [table.name, ...parents].map(foldName);
}

/** The same of the rows that are there, for columns that cannot be written. */
export function storedTrial({ table }: TableRows, name: string): Trial {
  const column = quoteIdentifier(name);
  const parts = [`${column} = upper(${column})`, `${column} = lower(${column})`, `${column} < 9`];
  const read = parts.map((part) => `total(${part})`).join(" || ' ' || ");
  return writeTrial('comparison', [foldName(table.name)], [], `SELECT ${read} FROM ${quoteIdentifier(table.name)}`);
}
