import type { SqlError } from '../model/errors.ts';
import type { TablePlan } from './tablePlan.ts';
import { indexedColumns } from './uniqueKeys.ts';

/** What an error says about a row. */
export interface Refusal {
  /** Grows with what the row got past, in the order in which SQLite tests a row. */
  readonly rank: number;
  /** Positions of the written columns that decide about what failed. */
  readonly columns: readonly number[];
}

/**
 * Reads from an error what to change. SQLite names the columns or the constraint, but for foreign keys and triggers
 * (https://sqlite.org/rescode.html).
 */
export function readRefusal(plan: TablePlan, error: SqlError): Refusal {
  const { checks, triggered, raisesLast } = plan.reading;
  const afterChecks = 2 + checks.length;
  switch (error.code) {
    case 'SQLITE_CONSTRAINT_NOTNULL':
    case 'SQLITE_CONSTRAINT_DATATYPE':
      return { rank: 1, columns: namedColumns(plan, error.message) };
    case 'SQLITE_CONSTRAINT_CHECK': {
      const index = failedCheck(plan, error.message);
      const columns = index === -1 ? checks.flatMap((check) => check.columns) : (checks[index]?.columns ?? []);
      return { rank: 2 + Math.max(index, 0), columns: positionsOf(plan, columns) };
    }
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
    case 'SQLITE_CONSTRAINT_UNIQUE':
      return { rank: afterChecks, columns: namedColumns(plan, error.message) };
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return { rank: afterChecks + 1, columns: plan.foreignKeys.flatMap((key) => key.positions) };
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return { rank: raisesLast ? afterChecks + 2 : 0, columns: positionsOf(plan, triggered) };
    default: {
      const likely = positionsOf(plan, [...triggered, ...checks.flatMap((check) => check.columns)]);
      return { rank: -1, columns: [...new Set([...likely, ...plan.columns.keys()])] };
    }
  }
}

/** Whether other values may help: a constraint or a conversion objected, not the definition of the table. */
export function isAboutValues({ code, message }: SqlError): boolean {
  return code === 'SQLITE_ERROR' ? !BROKEN.test(message) : VALUE_CODES.test(code);
}

/** Whether the engine objected to the values alone, and not because a function or a statement failed on them. */
export function isConstraint({ code }: SqlError): boolean {
  return VALUE_CODES.test(code);
}

/** Whether a sum of whole numbers went beyond 64 bits (https://sqlite.org/lang_aggfunc.html#sumunc): that of others need not. */
export function isOverflow({ message }: Pick<SqlError, 'message'>): boolean {
  return message === 'integer overflow';
}

const VALUE_CODES = /^SQLITE_(?:CONSTRAINT|MISMATCH|IGNORE|TOOBIG|MISUSE)/;

const BROKEN = new RegExp(
  [
    '^(?:no such|error in|near|misuse of|ambiguous|not authorized|sub-select|table \\S+ has)\\b',
    'foreign key mismatch|non-deterministic use of|unsafe use of|unable to use function',
    'wrong number of arguments|may not be modified',
  ].join('|'),
);

function failedCheck(plan: TablePlan, message: string): number {
  const failed = squeezed(message.slice(message.indexOf(': ') + 2));
  return plan.reading.checks.findIndex(
    ({ constraint: { name, expression } }) => squeezed(name ?? expression) === failed,
  );
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Reads `t.a, t.b`, `index 'name'` or `… column t.a` at the end of a message. */
function namedColumns(plan: TablePlan, message: string): readonly number[] {
  const { table } = plan;
  const index = table.indexes.find(({ name }) => message.endsWith(`: index '${name}'`));
  const parts = (message.split(/ failed: | column /).at(-1) ?? '').split(', ');
  const direct = table.columns.map(({ name }) => name).filter((name) => parts.includes(`${table.name}.${name}`));
  return positionsOf(plan, index === undefined ? direct : indexedColumns(table, index));
}

/** The written columns behind names of any columns, each once. */
function positionsOf({ columns, reading }: TablePlan, names: readonly string[]): readonly number[] {
  const origins = new Set(names.flatMap((name) => reading.origins.get(name.toLowerCase()) ?? []));
  return [...columns.keys()].filter((position) => origins.has(columns[position]?.column.name.toLowerCase() ?? ''));
}
