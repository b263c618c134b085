import type { Column, Index, Table } from '../../model/schema.ts';
import { readCreateIndex } from '../../sql/createIndex.ts';
import { joinTokens } from '../../sql/normalise.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { tokenize } from '../../sql/tokens.ts';

/** The column of a clone that is 1 in the row under judgement, 2 in a rival of it, NULL in what the table holds. */
export const MARK = 'stepproof_mark';

/** The table in which a row can be looked at that the real one would refuse. */
export function cloneName(table: Table): string {
  return quoteIdentifier(`stepproof clone of ${table.name}`);
}

/** A part of a unique index as a column of the clone. */
export function keyColumn(index: Index, part: number): string {
  const name = index.columns[part]?.name;
  return quoteIdentifier(name ?? `stepproof_key ${index.name} ${part}`);
}

/** The condition of a partial index as a column of the clone. */
export function whereColumn(index: Index): string {
  return quoteIdentifier(`stepproof_where ${index.name}`);
}

/**
 * Makes the clone: the same columns with their affinities and collations, the same rows, and no constraint. A bare
 * `SELECT` over values has neither affinity nor collation and would judge wrongly (https://sqlite.org/datatype3.html).
 */
export function cloneStatements(table: Table): { readonly create: string; readonly copy: string } {
  const name = cloneName(table);
  const columns = table.columns.filter(({ hidden }) => !hidden).map(columnText);
  const stored = table.columns.filter(({ generated, hidden }) => generated === 'no' && !hidden);
  const names = stored.map((column) => quoteIdentifier(column.name)).join(', ');
  return {
    create: `CREATE TABLE ${name} (${[...columns, ...indexColumns(table), `${MARK} INTEGER`].join(', ')})`,
    copy: `INSERT INTO ${name} (${names}) SELECT ${names} FROM ${quoteIdentifier(table.name)}`,
  };
}

function columnText({ name, affinity, collation, expression }: Column): string {
  const type = affinity === 'ANY' ? 'BLOB' : affinity;
  const generated = expression === null ? '' : ` AS (${expression})`;
  return `${quoteIdentifier(name)} ${type} COLLATE ${quoteIdentifier(collation)}${generated}`;
}

function indexColumns({ indexes }: Table): readonly string[] {
  return indexes.flatMap((index) => {
    if (!index.unique || index.sql === null) return [];
    const { parts, where } = readCreateIndex(index.sql);
    const keys = parts.flatMap((part, at) =>
      index.columns[at]?.name === null ? [`${keyColumn(index, at)} AS (${joinTokens(tokenize(part))})`] : [],
    );
    return where === null ? keys : [...keys, `${whereColumn(index)} AS (${where})`];
  });
}
