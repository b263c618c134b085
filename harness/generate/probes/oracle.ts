import type { BoundStatement, Engine } from '../../model/engine.ts';
import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { attemptOne } from '../attemptOne.ts';
import type { TablePlan } from '../tablePlan.ts';
import { cloneName, cloneStatements, MARK } from './clone.ts';
import type { MeasuredSides, Sides } from './comparedSides.ts';
import type { Candidate, Constraint, Row } from './constraint.ts';

/** What a row breaks, told from its values and the declared constraints alone. */
export interface Verdict {
  readonly broken: readonly Constraint[];
  /** The part of a conjunction that the row breaks and no other; null where it is not one. */
  readonly clause: number | null;
}

export interface Oracle {
  /** null where an expression fails on the row. `about`: the constraint whose clauses are of interest. */
  judge(candidate: Candidate, about: Constraint | null): Promise<Verdict | null>;
  /** What the sides of comparisons come to in a row; none where an expression fails on it. */
  measure(row: Row, sides: readonly Sides[]): Promise<readonly MeasuredSides[]>;
  /** Looks at the table again, after rows of it were deleted. */
  refresh(): Promise<void>;
}

/** Makes an unconstrained clone of a table beside it, and judges rows there. Throws `SqlError` when it cannot be made. */
export async function oracleFor(engine: Engine, plan: TablePlan, constraints: readonly Constraint[]): Promise<Oracle> {
  const { table, columns } = plan;
  const { create, copy } = cloneStatements(table);
  for (const statement of [create, copy]) await engine.query(statement);
  const clone = cloneName(table);
  const names = [...columns.map(({ column }) => quoteIdentifier(column.name)), MARK];
  const places = [...columns.map(({ column }) => placeOf(table, column, clone)), '?'];
  const insert = `INSERT INTO ${clone} (${names.join(', ')}) VALUES (${places.join(', ')})`;
  const of = `FROM ${clone} AS ${quoteIdentifier(table.name)} WHERE ${MARK} = 1`;
  const breaches = constraints.map(({ breach }) => `CASE WHEN ${breach} THEN 1 ELSE 0 END`);
  const select = `SELECT ${breaches.join(', ')} ${of}`;
  const written = (values: Row, mark: bigint): BoundStatement => ({ text: insert, values: [...values, mark] });

  /** From the left the engine stops at the first part that is false, from the right a later part may fail instead. */
  const clauseOf = async ({ clauses }: Constraint, rows: readonly BoundStatement[]): Promise<number | null> => {
    const cases = clauses.map((clause, index) => `WHEN NOT (${clause}) THEN ${index}`);
    const asking = [cases, cases.toReversed()].map((order) => ({ text: `SELECT CASE ${order.join(' ')} END ${of}` }));
    const [first, last] = await engine.attempt(asking.map((statement) => [...rows, statement]));
    const isAlone = last === undefined || last.failure !== null || last.rows[0]?.[0] === first?.rows[0]?.[0];
    return isAlone ? Number(first?.rows[0]?.[0] ?? 0) : null;
  };

  const judge: Oracle['judge'] = async ({ row, rival }, about) => {
    // A generated column is computed here already, and can fail on the row.
    const rows = [...(rival === null || rival.isStored ? [] : [written(rival.row, 2n)]), written(row, 1n)];
    const [verdict] = (await attemptOne(engine, [...rows, { text: select }])).rows;
    if (verdict === undefined) return null;
    const broken = constraints.filter((_, index) => verdict[index] === 1n);
    const hasClauses = about !== null && about.clauses.length > 1 && broken.includes(about);
    return { broken, clause: hasClauses ? await clauseOf(about, rows) : 0 };
  };

  const measure: Oracle['measure'] = async (row, sides) => {
    if (sides.length === 0) return [];
    const list = sides.map(({ left, right }) => `(${left}), (${right})`).join(', ');
    const [values] = (await attemptOne(engine, [written(row, 1n), { text: `SELECT ${list} ${of}` }])).rows;
    if (values === undefined) return [];
    return sides.map((one, at) => ({ ...one, values: [values[2 * at] ?? null, values[2 * at + 1] ?? null] }));
  };

  const refresh = async (): Promise<void> => {
    for (const statement of [`DELETE FROM ${clone}`, copy]) await engine.query(statement);
  };
  return { judge, measure, refresh };
}

/** NULL in another name of the rowid becomes the number behind the largest one (https://sqlite.org/autoinc.html). */
function placeOf({ rowidAlias }: Table, { name }: Column, clone: string): string {
  if (name !== rowidAlias) return '?';
  return `coalesce(?, (SELECT coalesce(max(${quoteIdentifier(name)}), 0) + 1 FROM ${clone}))`;
}
