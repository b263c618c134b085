import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { SqlRow, SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { TablePlan } from '../tablePlan.ts';
import { cloneName, cloneStatements, MARK } from './clone.ts';
import type { Candidate, Constraint } from './constraint.ts';

/** What a row breaks, told from its values and the declared constraints alone. */
export interface Verdict {
  readonly broken: readonly Constraint[];
  /** The part of a conjunction that the row breaks and no other; null where it is not one. */
  readonly clause: number | null;
}

export interface Oracle {
  /** null where an expression fails on the row. `about`: the constraint whose clauses are of interest. */
  judge(candidate: Candidate, about: Constraint | null): Promise<Verdict | null>;
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
  const remove = `DELETE FROM ${clone} WHERE ${MARK} IS NOT NULL`;

  /** From the left the engine stops at the first part that is false, from the right a later part may fail instead. */
  const clauseOf = async ({ clauses }: Constraint): Promise<number | null> => {
    const cases = clauses.map((clause, index) => `WHEN NOT (${clause}) THEN ${index}`);
    const first = await engine.query(`SELECT CASE ${cases.join(' ')} END ${of}`);
    const last = await answer(engine, `SELECT CASE ${cases.toReversed().join(' ')} END ${of}`);
    const isAlone = last === null || last[0]?.[0] === first[0]?.[0];
    return isAlone ? Number(first[0]?.[0] ?? 0) : null;
  };

  const judge: Oracle['judge'] = async ({ row, rival }, about) => {
    try {
      if (rival !== null && !rival.isStored) await engine.query(insert, [...rival.row, 2n]);
      // A generated column is computed here already, and can fail on the row.
      const inserted = await answer(engine, insert, [...row, 1n]);
      const [verdict] = (inserted === null ? null : await answer(engine, select)) ?? [];
      if (verdict === undefined) return null;
      const broken = constraints.filter((_, index) => verdict[index] === 1n);
      const hasClauses = about !== null && about.clauses.length > 1 && broken.includes(about);
      return { broken, clause: hasClauses ? await clauseOf(about) : 0 };
    } finally {
      await engine.query(remove);
    }
  };

  const refresh = async (): Promise<void> => {
    for (const statement of [`DELETE FROM ${clone}`, copy]) await engine.query(statement);
  };
  return { judge, refresh };
}

/** NULL in another name of the rowid becomes the number behind the largest one (https://sqlite.org/autoinc.html). */
function placeOf({ rowidAlias }: Table, { name }: Column, clone: string): string {
  if (name !== rowidAlias) return '?';
  return `coalesce(?, (SELECT coalesce(max(${quoteIdentifier(name)}), 0) + 1 FROM ${clone}))`;
}

/** null where the engine fails on a value. */
async function answer(
  engine: Engine,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<readonly SqlRow[] | null> {
  try {
    return await engine.query(sql, values);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}
