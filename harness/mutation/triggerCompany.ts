import type { BoundStatement } from '../model/engine.ts';
import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { comparedColumns, mentionedColumns, valuesIn } from './literals.ts';
import { orIgnored, refusedRows } from './triggerWrites.ts';

/** Large enough for what a trigger takes away, and small enough to see it. */
const STOCK = '1000000';

/** What a trigger may look up or reckon with in another table, set in all of its rows. */
export function presets(table: Table, sql: string): readonly BoundStatement[] {
  return mentionedColumns(table, sql).flatMap((column) =>
    [...new Set([...valuesIn(sql), '0', '1', STOCK])].map((value) => ({
      text: `UPDATE ${quoteIdentifier(table.name)} SET ${quoteIdentifier(column)} = ${value}`,
    })),
  );
}

/** A row that points at a row of another table, where a trigger looks for one by a value of it. */
export function linkedRows(own: TableRows, others: readonly Table[], sql: string): readonly BoundStatement[] {
  const [row] = own.rows;
  if (row === undefined) return [];
  const compared = comparedColumns(own.table, sql);
  const values = others.flatMap(({ name, ...table }) =>
    comparedColumns({ name, ...table }, sql).map(
      (column) => `(SELECT max(${quoteIdentifier(column)}) FROM ${quoteIdentifier(name)})`,
    ),
  );
  return compared.flatMap((column) =>
    values.flatMap((value) =>
      compared.flatMap((other) =>
        valuesIn(sql).flatMap((special) => {
          const expressions = { [other]: special, [column]: value };
          return [own.insertExpressions(row, expressions), ...refusedRows(own, row, expressions).map(orIgnored)];
        }),
      ),
    ),
  );
}
