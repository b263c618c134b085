import { insertText } from '../generate/insertion.ts';
import { planOf } from '../generate/planMemory.ts';
import { newRows } from '../generate/probes/baseRows.ts';
import { type Row, withValues } from '../generate/probes/constraint.ts';
import { constraintsOf } from '../generate/probes/constraintsOf.ts';
import { insertOf } from '../generate/probes/insertOf.ts';
import { oracleFor } from '../generate/probes/oracle.ts';
import type { TablePlan } from '../generate/tablePlan.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Config } from '../model/config.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** Rows to make trials of: such as a table accepts beside those that it holds, where there are any. */
export interface TableRows {
  readonly table: Table;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Writes a row with other values in some columns. */
  insert(row: Row, changed?: Readonly<Record<string, SqlValue>>): BoundStatement;
  /** Writes a row with an SQL expression in the place of the value of some columns. */
  insertExpressions(row: Row, expressions: Readonly<Record<string, string>>): BoundStatement;
  /** Writes a row by position. */
  insertUnnamed(row: Row): BoundStatement;
  /** Writes a row without naming a column. */
  insertWithout(row: Row, column: string): BoundStatement;
}

/** Looks for such rows on a throw-away copy. */
export async function tableRows(
  engine: Engine,
  schema: SchemaSnapshot,
  seed: number,
  shape: Config['rows'],
): Promise<readonly TableRows[]> {
  const found: TableRows[] = [];
  for (const table of schema.tables.filter(({ kind }) => kind === 'table')) {
    const triggers = schema.triggers.filter((trigger) => foldName(trigger.table) === foldName(table.name));
    const plan = planOf(table, triggers, seed);
    const accepted = await acceptedRows(engine, schema, plan, shape);
    found.push(rowsOf(plan, accepted.length > 0 ? accepted : anyRows(plan)));
  }
  return found;
}

async function acceptedRows(
  engine: Engine,
  schema: SchemaSnapshot,
  plan: TablePlan,
  shape: Config['rows'],
): Promise<readonly Row[]> {
  try {
    const oracle = await oracleFor(engine, plan, constraintsOf(plan, schema));
    const bases = await newRows(engine, plan, oracle, shape);
    return bases instanceof SqlError ? [] : bases.map(({ row }) => row);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
}

/** Where no row is accepted, how each of these is refused still tells something. */
function anyRows({ columns }: TablePlan): readonly Row[] {
  return [null, 'word', 7n, '00123'].map((value) => columns.map(() => value));
}

function rowsOf(plan: TablePlan, rows: readonly Row[]): TableRows {
  const columns = plan.columns.map(({ column }) => column.name);
  return {
    table: plan.table,
    columns,
    rows,
    insert(row, changed = {}) {
      const values = Object.entries(changed).map(([name, value]) => [columns.indexOf(name), value] as const);
      return insertOf(plan, withValues(row, values));
    },
    insertExpressions(row, expressions) {
      const places = columns.map((name) => expressions[name] ?? '?').join(', ');
      const values = row.filter((_, at) => expressions[columns[at] ?? ''] === undefined);
      const names = columns.map(quoteIdentifier).join(', ');
      return { text: `INSERT INTO ${quoteIdentifier(plan.table.name)} (${names}) VALUES (${places})`, values };
    },
    insertUnnamed(row) {
      const places = row.map(() => '?').join(', ');
      return { text: `INSERT INTO ${quoteIdentifier(plan.table.name)} VALUES (${places})`, values: row };
    },
    insertWithout(row, column) {
      const names = columns.filter((name) => name !== column);
      const values = row.filter((_, at) => columns[at] !== column);
      return { text: insertText('INSERT', plan.table, names), values };
    },
  };
}
