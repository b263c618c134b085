import type { Row } from '../generate/probes/constraint.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier, quoteLiteral } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import { answer, type Trial, writeTrial } from './trial.ts';

/** Values that affinities treat differently (https://sqlite.org/datatype3.html). */
const VALUES: readonly SqlValue[] = ['00123', 1.5, 7n, 'word', new Uint8Array([0, 255])];

/** What tells two definitions of a table apart, besides the constraints: values, defaults, comparisons, the order of columns. */
export function tableTrials(rows: TableRows, parents: ReadonlyMap<string, TableRows>): readonly Trial[] {
  const { table } = rows;
  const [base, second] = rows.rows;
  const about = [foldName(table.name)];
  const stored = [starTrial(rows), rowidTrial(rows), ...table.columns.map(({ name }) => letterTrial(rows, name))];
  if (base === undefined) return stored;
  const read = tableContents(table);
  return [
    ...stored,
    ...rows.rows.map((row) => writeTrial('row', about, [rows.insert(row)], read)),
    ...rows.columns.flatMap((name) => columnTrials(rows, base, name)),
    ...(second === undefined ? [] : [...repeats(rows, base, second), ...numbering(rows, base, second)]),
    ...table.foreignKeys.flatMap(({ columns, parent, parentColumns }) => {
      const above = parents.get(foldName(parent));
      const [column, key] = [columns[0], parentColumns[0]];
      if (above === undefined || columns.length !== 1 || column === undefined || key === undefined) return [];
      return keyTrials(rows, base, column, above, key);
    }),
  ];
}

function columnTrials(rows: TableRows, base: Row, name: string): readonly Trial[] {
  const about = [foldName(rows.table.name)];
  const read = tableContents(rows.table);
  const own = base[rows.columns.indexOf(name)] ?? null;
  const compared = typeof own === 'string' ? [comparisonTrial(rows, base, name, own)] : [];
  return [
    writeTrial('default', about, [rows.insertWithout(base, name)], read),
    ...VALUES.map((value) => writeTrial('value', about, [rows.insert(base, { [name]: value })], read)),
    comparisonTrial(rows, base, name, 'Ab'),
    ...compared,
  ];
}

/** Whether a text is found by the same letters in the other case. */
function comparisonTrial(rows: TableRows, base: Row, name: string, value: string): Trial {
  const insert = rows.insert(base, { [name]: value });
  return writeTrial('comparison', [foldName(rows.table.name)], [insert], countOf(rows, name, value));
}

/** The same of the rows that are there, for columns that cannot be written. */
function letterTrial({ table }: TableRows, name: string): Trial {
  const column = quoteIdentifier(name);
  const read = `SELECT total(${column} = upper(${column})) || ' ' || total(${column} = lower(${column}))`;
  return writeTrial('comparison', [foldName(table.name)], [], `${read} FROM ${quoteIdentifier(table.name)}`);
}

function countOf({ table }: TableRows, name: string, value: string): string {
  const swapped = value.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  const condition = `${quoteIdentifier(name)} = ${quoteLiteral(swapped)}`;
  return `SELECT count(*) FROM ${quoteIdentifier(table.name)} WHERE ${condition}`;
}

/** Two rows that are equal in all columns of an index, and in each column of a key alone. */
function repeats(rows: TableRows, base: Row, second: Row): readonly Trial[] {
  const { table } = rows;
  const groups = table.indexes.flatMap(({ columns }) => {
    const names = columns.flatMap(({ name }) => name ?? []);
    return names.length > 1 ? [names, ...names.map((name) => [name])] : [names];
  });
  return groups.map((names) => {
    const values = names.map((name) => [name, base[rows.columns.indexOf(name)] ?? null] as const);
    const statements = [rows.insert(base), rows.insert(second, Object.fromEntries(values))];
    return writeTrial('row', [foldName(table.name)], statements, tableContents(table));
  });
}

/** AUTOINCREMENT never gives out a number twice (https://sqlite.org/autoinc.html). */
function numbering(rows: TableRows, base: Row, second: Row): readonly Trial[] {
  const { table } = rows;
  if (table.rowidAlias === null) return [];
  const [name, alias] = [table.name, table.rowidAlias].map(quoteIdentifier);
  const remove = { text: `DELETE FROM ${name} WHERE ${alias} = (SELECT max(${alias}) FROM ${name})` };
  const [first, next] = [base, second].map((row) => rows.insertWithout(row, table.rowidAlias ?? ''));
  if (first === undefined || next === undefined) return [];
  return [writeTrial('default', [foldName(table.name)], [first, remove, next], tableContents(table))];
}

/** A key that only keeps its text, and its letters, in a column of the right affinity and collation. */
function keyTrials(rows: TableRows, base: Row, column: string, above: TableRows, key: string): readonly Trial[] {
  const self = above.table === rows.table;
  const parent = self ? rows.rows[1] : above.rows[0];
  if (parent === undefined) return [];
  const about = [foldName(rows.table.name), foldName(above.table.name)];
  return ['00123', 'Ab'].map((value) => {
    const statements = [above.insert(parent, { [key]: value }), rows.insert(base, { [column]: value })];
    const read = `${countOf(rows, column, value)}) || ' ' || (${tableContents(rows.table)}`;
    return writeTrial('value', about, statements, read);
  });
}

/** `SELECT *`: the columns and their order. */
function starTrial({ table }: TableRows): Trial {
  const text = `SELECT * FROM ${quoteIdentifier(table.name)}`;
  const observe = (engine: Engine) => answer(async () => (await engine.query(text)).map(String).sort().join('\n'));
  return { kind: 'row', about: [foldName(table.name)], text, observe };
}

function rowidTrial({ table }: TableRows): Trial {
  return writeTrial('row', [foldName(table.name)], [], `SELECT count(rowid) FROM ${quoteIdentifier(table.name)}`);
}
