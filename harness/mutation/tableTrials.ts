import { factsAbout } from '../generate/facts.ts';
import type { Row } from '../generate/probes/constraint.ts';
import { readTable } from '../generate/tableReading.ts';
import { indexedColumns } from '../generate/uniqueKeys.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { tokenize } from '../sql/tokens.ts';
import type { TableRows } from './baseRows.ts';
import { columnTrials, storedTrial } from './columnTrials.ts';
import { comparedTrials } from './comparedTrials.ts';
import { tableContents } from './contents.ts';
import { answer, type Trial, writeTrial } from './trial.ts';

/** What tells two definitions of a table apart, besides the constraints: values, defaults, comparisons, the order of columns. */
export function tableTrials(rows: TableRows, tables: ReadonlyMap<string, TableRows>): readonly Trial[] {
  const { table } = rows;
  const [base, second] = rows.rows;
  const about = [foldName(table.name)];
  const stored = [starTrial(rows), rowidTrial(rows), ...table.columns.map(({ name }) => storedTrial(rows, name))];
  if (base === undefined) return stored;
  const read = tableContents(table);
  return [
    ...stored,
    ...rows.rows.map((row) => writeTrial('row', about, [rows.insert(row)], read)),
    writeTrial('row', about, [rows.insertUnnamed(base)], read),
    ...rows.columns.flatMap((name) => columnTrials(tables, rows, name)),
    ...comparedTrials(tables, rows),
    ...endless(rows, base),
    ...(second === undefined ? [] : [...repeats(rows), ...numbering(rows, base, second)]),
  ];
}

/**
 * Two rows that are equal in all columns of an index, in each column of a key alone, and in what puts them into a
 * partial index as well.
 */
function repeats({ table, rows, columns, insert }: TableRows): readonly Trial[] {
  const known = new Set(columns.map((name) => name.toLowerCase()));
  const groups = table.indexes.flatMap((index) => {
    const names = indexedColumns(table, index).filter((name) => columns.includes(name));
    const inside = index.where === null ? [] : factsAbout(tokenize(index.where), known).map(({ column }) => column);
    const both = [...names, ...columns.filter((name) => inside.includes(name.toLowerCase()) && !names.includes(name))];
    return [names, ...(names.length > 1 ? names.map((name) => [name]) : []), ...(inside.length > 0 ? [both] : [])];
  });
  return groups.flatMap((names) => {
    const firsts = rows.filter((row) => names.every((name) => (row[columns.indexOf(name)] ?? null) !== null));
    return firsts.map((first) => {
      const second = rows.find((row) => row !== first) ?? first;
      const values = names.map((name) => [name, first[columns.indexOf(name)] ?? null] as const);
      const statements = [insert(first), insert(second, Object.fromEntries(values))];
      return writeTrial('row', [foldName(table.name)], statements, tableContents(table));
    });
  });
}

/** Infinity times nothing is NULL, in the column that computes it (https://sqlite.org/nulls.html). */
function endless(rows: TableRows, base: Row): readonly Trial[] {
  const { table, columns } = rows;
  const { origins } = readTable(table, []);
  return table.columns.flatMap(({ name, generated }) => {
    const from = generated === 'no' ? [] : (origins.get(name.toLowerCase()) ?? []);
    const read = columns.filter((column) => from.includes(column.toLowerCase()));
    if (read.length < 2) return [];
    return read.map((endlessOne) => {
      const changed = Object.fromEntries(read.map((one) => [one, one === endlessOne ? Number.POSITIVE_INFINITY : 0n]));
      return writeTrial('value', [foldName(table.name)], [rows.insert(base, changed)], tableContents(table));
    });
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

/** `SELECT *`: the columns and their order. */
function starTrial({ table }: TableRows): Trial {
  const text = `SELECT * FROM ${quoteIdentifier(table.name)}`;
  const observe = (engine: Engine) => answer(async () => (await engine.query(text)).map(String).sort().join('\n'));
  return { kind: 'row', about: [foldName(table.name)], text, statements: [], read: text, observe };
}

function rowidTrial({ table }: TableRows): Trial {
  return writeTrial('row', [foldName(table.name)], [], `SELECT count(rowid) FROM ${quoteIdentifier(table.name)}`);
}
