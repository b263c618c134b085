import type { Engine } from '../model/engine.ts';
import type { SqlError } from '../model/errors.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { Filling } from './filling.ts';
import type { FillProblem } from './fillReport.ts';
import { readParents } from './parents.ts';
import { isConstraint, readRefusal } from './refusal.ts';
import type { TablePlan } from './tablePlan.ts';

/** Says why a table got no row; null when it holds all that it can hold already, or when nobody is to write into it. */
export async function problemOf({ engine }: Filling, plan: TablePlan, refused: SqlError): Promise<FillProblem | null> {
  const { table, columns } = plan;
  const { code, message } = refused;
  if (table.kind === 'virtual' && /may not be modified/.test(message)) return null;
  const orphan = await keyWithoutParents(engine, plan);
  if ((FULL.has(code) || orphan?.isExclusive === true) && (await hasRows(engine, table.name))) return null;
  const [column, ...others] = readRefusal(plan, refused).columns;
  return {
    table: table.name,
    column: column === undefined || others.length > 0 ? null : (columns[column]?.column.name ?? null),
    reason: reasonFor(refused, orphan?.key.parent),
    code,
    message,
    kind: isConstraint(refused) ? 'unsatisfied' : 'broken',
  };
}

/** Codes by which a table that can hold only so many rows refuses one more. */
const FULL: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_ROWID',
]);

function reasonFor(refused: SqlError, parent: string | undefined): string {
  if (!isConstraint(refused)) return 'the engine refuses every row, whatever its values';
  return parent === undefined ? 'no row was found that the engine accepts' : `table ${parent} has no row to point at`;
}

async function keyWithoutParents(engine: Engine, { foreignKeys }: TablePlan) {
  const bound = foreignKeys.filter((key) => !key.isSelf && key.optional.length === 0);
  const parents = await readParents(engine, bound);
  return bound.find((_, index) => parents[index]?.length === 0);
}

async function hasRows(engine: Engine, table: string): Promise<boolean> {
  return (await engine.query(`SELECT 1 FROM ${quoteIdentifier(table)} LIMIT 1`)).length > 0;
}
