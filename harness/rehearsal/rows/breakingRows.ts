import type { Constraint } from '../../generate/probes/constraint.ts';
import type { Index, Table } from '../../model/schema.ts';
import { readCreateIndex } from '../../sql/createIndex.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier, quoteWhereNeeded } from '../../sql/quote.ts';
import type { RowsWanted } from './keyedRows.ts';

/** The rows of a table that a constraint refuses; `from`: where they are, with the table's own name as its alias. */
export function breakingRows(table: Table, constraint: Constraint, from: string): RowsWanted {
  if (constraint.kind !== 'unique' && constraint.kind !== 'primary key') {
    return { from, where: constraint.breach, order: [], shown: columnsIn(constraint, table) };
  }
  const { terms, where } = keyOf(table, constraint);
  const inside = [...terms.map((term) => `${term} IS NOT NULL`), ...(where === null ? [] : [`(${where})`])].join(
    ' AND ',
  );
  const list = terms.join(', ');
  const repeated = `SELECT ${list} FROM ${from} WHERE ${inside} GROUP BY ${list} HAVING count(*) > 1`;
  return { from, where: `${inside} AND (${list}) IN (${repeated})`, order: terms, shown: terms };
}

/** The query that lists them in a database where the table has this name. */
export function listingQuery(table: Table, constraint: Constraint, name: string): string {
  const from = quoteWhereNeeded(name);
  if (constraint.kind !== 'unique' && constraint.kind !== 'primary key') {
    const condition = constraint.breach.replaceAll(`${quoteIdentifier(table.name)}.`, '');
    return `SELECT * FROM ${from} WHERE ${condition};`;
  }
  const { columns, where } = keyOf(table, constraint);
  const list = columns.join(', ');
  return `SELECT ${list}, count(*) FROM ${from}${where === null ? '' : ` WHERE ${where}`} GROUP BY ${list} HAVING count(*) > 1;`;
}

interface UniqueKey {
  /** With their collations. */
  readonly terms: readonly string[];
  /** The same for people. */
  readonly columns: readonly string[];
  readonly where: string | null;
}

/** The terms that no two rows may share, and the condition under which. */
function keyOf(table: Table, { refusal }: Constraint): UniqueKey {
  const index = table.indexes.find((candidate) => candidate.unique && namesOf(table, candidate) === refusal?.names);
  if (index === undefined) {
    const alias = table.columns.filter(({ primaryKey }) => primaryKey > 0).map(({ name }) => quoteIdentifier(name));
    return { terms: alias, columns: alias, where: null };
  }
  const parts = index.sql === null ? [] : readCreateIndex(index.sql).parts;
  const term = (at: number, quote: (name: string) => string): string => {
    const name = index.columns[at]?.name ?? null;
    return name === null ? `(${parts[at] ?? 'NULL'})` : quote(name);
  };
  return {
    terms: index.columns.map(
      ({ collation }, at) => `${term(at, quoteIdentifier)} COLLATE ${quoteIdentifier(collation)}`,
    ),
    columns: index.columns.map(({ collation }, at) => {
      const plain = term(at, quoteWhereNeeded);
      return collation === 'BINARY' ? plain : `${plain} COLLATE ${collation}`;
    }),
    where: index.where,
  };
}

/** As SQLite names it in its refusal. */
function namesOf(table: Table, { name, columns }: Index): string {
  if (columns.some((column) => column.name === null)) return `index '${name}'`;
  return columns.map((column) => `${table.name}.${column.name}`).join(', ');
}

function columnsIn({ breach }: Constraint, { columns }: Table): readonly string[] {
  return columns.filter(({ name }) => mentions(breach, name)).map(({ name }) => quoteIdentifier(name));
}
