import type { Config } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaObject, SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { fillTables } from '../fillTables.ts';
import { planOf } from '../planMemory.ts';
import type { TablePlan } from '../tablePlan.ts';
import { newRows, storedRows } from './baseRows.ts';
import type { Base, Constraint } from './constraint.ts';
import { constraintsOf } from './constraintsOf.ts';
import { makeRoom } from './makeRoom.ts';
import { type Oracle, oracleFor } from './oracle.ts';
import type { ProbeGap, ProbeSet } from './probe.ts';
import { probesOf } from './tableProbes.ts';

export interface ProbeOptions {
  readonly seed: number;
  /** Shapes generated rows, by table. */
  readonly shape: Config['rows'];
}

/** Rows for tables that are empty. */
const ROWS = 3;

/** A table whose constraints can be judged. */
interface PreparedTable {
  readonly plan: TablePlan;
  readonly constraints: readonly Constraint[];
  readonly oracle: Oracle;
}

/**
 * Makes the probes of some tables. What each row is expected to meet follows from the declared schema; the engine is
 * asked only for rows that are legal, and for what triggers say. It is a throw-away copy: clones of the tables stand in
 * it afterwards, rows in tables that were empty, and one row less in those that take no more. The probes hold beside
 * the rows that it has then.
 */
export async function constraintProbes(
  engine: Engine,
  schema: SchemaSnapshot,
  tables: readonly Table[],
  options: ProbeOptions,
): Promise<ProbeSet> {
  const plain = tables.filter(({ kind }) => kind === 'table');
  await fillEmptyTables(engine, schema, plain, options);
  const gaps: ProbeGap[] = [];
  const prepared: PreparedTable[] = [];
  for (const table of plain) {
    const ready = await prepareTable(engine, schema, table, options);
    if (ready instanceof SqlError)
      gaps.push({ table: table.name, constraint: null, isTriggered: false, message: ready.message });
    else prepared.push(ready);
  }
  // Before any probe is made: a row that goes can take others with it.
  let hasLess = false;
  for (const { plan, oracle } of prepared) hasLess = (await makeRoom(engine, plan, oracle, options.shape)) || hasLess;
  if (hasLess) for (const { oracle } of prepared) await oracle.refresh();
  // What is tried on the way is undone, so that nobody has to wait for another.
  const sets = await Promise.all(prepared.map((table) => probesOfTable(engine, schema, table, options)));
  return { probes: sets.flatMap(({ probes }) => probes), gaps: [...gaps, ...sets.flatMap((set) => set.gaps)] };
}

async function fillEmptyTables(
  engine: Engine,
  schema: SchemaSnapshot,
  tables: readonly Table[],
  { seed, shape }: ProbeOptions,
): Promise<void> {
  const empty: string[] = [];
  for (const { name } of tables) {
    if ((await engine.query(`SELECT 1 FROM ${quoteIdentifier(name)} LIMIT 1`)).length === 0) empty.push(name);
  }
  if (empty.length > 0) {
    await fillTables(engine, schema, { seed, rows: ROWS, first: 1, tables: empty, shape, gaps: false });
  }
}

/** What the engine says where an expression of the table cannot be used outside of it. */
async function prepareTable(
  engine: Engine,
  schema: SchemaSnapshot,
  table: Table,
  { seed }: ProbeOptions,
): Promise<PreparedTable | SqlError> {
  const plan = planOf(table, triggersOn(schema, table), seed);
  const constraints = constraintsOf(plan, schema);
  try {
    return { plan, constraints, oracle: await oracleFor(engine, plan, constraints) };
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

async function probesOfTable(
  engine: Engine,
  schema: SchemaSnapshot,
  { plan, constraints, oracle }: PreparedTable,
  { shape }: ProbeOptions,
): Promise<ProbeSet> {
  const { table } = plan;
  const stored = await storedRows(engine, plan);
  const found = await newRows(engine, plan, oracle, shape);
  // Where every place is taken, a stored row still shows what else would be refused.
  const bases = found instanceof SqlError ? stored.map((row, n): Base => ({ n, row })) : found;
  if (found instanceof SqlError && bases.length === 0) {
    return { probes: [], gaps: [{ table: table.name, constraint: null, isTriggered: false, message: found.message }] };
  }
  const fresh = found instanceof SqlError ? [] : found;
  const probed = {
    plan,
    constraints,
    oracle,
    bases,
    rivals: [...stored.map((row) => ({ row, isStored: true })), ...fresh.map(({ row }) => ({ row, isStored: false }))],
    hasTriggers: triggersOn(schema, table).some(({ tokens }) => / insert on /.test(tokens)),
    isReferredTo: schema.tables.some(({ foreignKeys }) =>
      foreignKeys.some(({ parent }) => parent.toLowerCase() === table.name.toLowerCase()),
    ),
  };
  const sets = await Promise.all(constraints.map((constraint) => probesOf(engine, probed, constraint)));
  return { probes: sets.flatMap(({ probes }) => probes), gaps: sets.flatMap(({ gaps }) => gaps) };
}

function triggersOn({ triggers }: SchemaSnapshot, { name }: Table): readonly SchemaObject[] {
  return triggers.filter((trigger) => trigger.table.toLowerCase() === name.toLowerCase());
}
