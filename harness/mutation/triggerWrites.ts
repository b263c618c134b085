import type { Row } from '../generate/probes/constraint.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { comparedColumns, valuesIn } from './literals.ts';

/** A new row, one that is refused for another reason, a delete of all rows, and an update of all that changes nothing. */
export function plainWrites(own: TableRows): readonly BoundStatement[] {
  const { table, columns } = own;
  const name = quoteIdentifier(table.name);
  const all = columns.map(quoteIdentifier).map((column) => `${column} = ${column}`);
  const writes = [{ text: `DELETE FROM ${name}` }, { text: `UPDATE ${name} SET ${all.join(', ')}` }];
  return [...own.rows.slice(0, 1).flatMap((row) => [own.insert(row), ...refusedRows(own, row, {})]), ...writes];
}

/** The same statement, that leaves a row out where it is refused. */
export function orIgnored(insert: BoundStatement): BoundStatement {
  return { ...insert, text: insert.text.replace(/^INSERT/, 'INSERT OR IGNORE') };
}

/** The row with something that the table itself refuses. */
export function refusedRows(
  own: TableRows,
  row: Row,
  expressions: Readonly<Record<string, string>>,
): readonly BoundStatement[] {
  return refusals(own.table)
    .slice(0, 2)
    .map(({ column, value }) => own.insertExpressions(row, { ...expressions, [column]: value }));
}

/** A delete and updates of all rows: of one column, of all, and such as give way to a row that is there. */
export function tableWrites(
  { table, columns }: TableRows,
  values: readonly string[],
): readonly (readonly BoundStatement[])[] {
  const name = quoteIdentifier(table.name);
  const names = columns.map(quoteIdentifier);
  const updates = names.flatMap((column) =>
    [column, ...values].flatMap((value) => {
      const all = names.map((other) => `${other} = ${other === column ? value : other}`).join(', ');
      return [`UPDATE ${name} SET ${column} = ${value}`, `UPDATE ${name} SET ${all}`];
    }),
  );
  const inVain = refusals(table)
    .slice(0, 2)
    .flatMap((refused) =>
      columns
        .filter((column) => column !== refused.column)
        .flatMap((column) =>
          values.map((value) => {
            const sets = `${quoteIdentifier(column)} = ${value}, ${quoteIdentifier(refused.column)} = ${refused.value}`;
            return `UPDATE OR IGNORE ${name} SET ${sets}`;
          }),
        ),
    );
  return [`DELETE FROM ${name}`, ...updates, ...inVain].map((text) => [{ text }]);
}

/** A new row, written again in vain, and deleted. */
export function rowWrites(own: TableRows, row: Row): readonly (readonly BoundStatement[])[] {
  const insert = own.insert(row);
  const again = orIgnored(insert);
  return [[insert], [insert, again], [insert, removal(own, row)]];
}

/**
 * A new row with the values that a text compares with, and those that have others: written, refused for another reason,
 * changed, and deleted.
 */
export function specialWrites(own: TableRows, sql: string): readonly (readonly BoundStatement[])[] {
  const [row] = own.rows;
  if (row === undefined) return [];
  const values = valuesIn(sql);
  const chosen = comparedColumns(own.table, sql).flatMap((column) => values.map((value) => ({ [column]: value })));
  const refused = [{}, ...chosen].flatMap((expressions) => refusedRows(own, row, expressions).map((one) => [one]));
  return [
    ...own.rows.flatMap((one) => lifeOf(own, one, own.insert(one), values)),
    ...chosen.flatMap((expressions) => lifeOf(own, row, own.insertExpressions(row, expressions), values)),
    ...refused,
  ];
}

function lifeOf(
  own: TableRows,
  row: Row,
  insert: BoundStatement,
  values: readonly string[],
): readonly (readonly BoundStatement[])[] {
  const { only, values: key } = addressOf(own, row);
  const changes = own.columns.map(quoteIdentifier).flatMap((column) =>
    [column, ...values].map((value) => ({
      text: `UPDATE ${quoteIdentifier(own.table.name)} SET ${column} = ${value} WHERE ${only}`,
      values: key,
    })),
  );
  return [[insert], ...[removal(own, row), ...changes].map((write) => [insert, write])];
}

function removal(own: TableRows, row: Row): BoundStatement {
  const { only, values } = addressOf(own, row);
  return { text: `DELETE FROM ${quoteIdentifier(own.table.name)} WHERE ${only}`, values };
}

/** The condition that finds a row by its key; without a key it finds all. */
function addressOf({ table, columns }: TableRows, row: Row): { readonly only: string; readonly values: Row } {
  const key = table.columns.filter(({ primaryKey }) => primaryKey > 0).map(({ name }) => name);
  if (key.length === 0) return { only: '1', values: [] };
  return {
    only: key.map((name) => `${quoteIdentifier(name)} = ?`).join(' AND '),
    values: key.map((name) => row[columns.indexOf(name)] ?? null),
  };
}

interface Refused {
  readonly column: string;
  /** As SQL. */
  readonly value: string;
}

/** What a table refuses for itself, as SQL: the order of its word and a trigger's then shows. */
function refusals({ name, columns, indexes, rowidAlias }: Table): readonly Refused[] {
  const unique = indexes.flatMap(({ unique: isUnique, columns: [first, second] }) =>
    isUnique && second === undefined ? (first?.name ?? []) : [],
  );
  const taken = [...(rowidAlias === null ? [] : [rowidAlias]), ...unique];
  const demanded = columns
    .filter(({ notNull, generated }) => notNull && generated === 'no')
    .map((column) => column.name);
  return [
    ...taken.map((column) => ({
      column,
      value: `(SELECT max(${quoteIdentifier(column)}) FROM ${quoteIdentifier(name)})`,
    })),
    ...demanded.map((column) => ({ column, value: 'NULL' })),
  ];
}
