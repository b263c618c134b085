import { openRowWriter, type RowWriter } from '../generate/rowWriter.ts';
import { leaveGap } from '../generate/sequenceMarks.ts';
import { type SpokenRow, spokenRows } from '../generate/spokenRows.ts';
import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import type { Migration, Statement } from '../model/script.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { leadingVerb } from '../sql/statementKind.ts';
import type { Filling } from './populate.ts';
import type { Foothold } from './proveStep.ts';
import { withMoreRows } from './state.ts';

/** Ordinals of the rows written here: beyond those of a climb, below those of the day after. */
const FIRST = 500_000;
/** More rows than these are not written for one step. */
const MOST_ROWS = 12;
/** Most rows that no value of another column makes legal are told soon. */
const CHANGES = 20;

/**
 * Adds the rows that a step's scripts speak of to those that its proof starts from: a WHERE, a CASE or a coalesce that no
 * row meets proves nothing. Rows that the schema refuses, or that are there, are left out.
 */
export async function withSpokenRows(
  foothold: Foothold,
  migrations: readonly Migration[],
  position: number,
  { seed, config }: Filling,
): Promise<Foothold> {
  const { filled, empty } = foothold;
  const schema = await filled.schema();
  const wanted = wantedRows(schema.tables, migrations, position, config);
  if (wanted.length === 0) return foothold;
  // Rows are read as long as the connection that wrote them is at hand.
  await filled.data();
  const engine = await filled.engine.fork();
  const first = FIRST + position * MOST_ROWS;
  const writer = await openRowWriter(engine, schema, { seed, first, shape: config.rows, changes: CHANGES });
  const written = new Set<Table>();
  for (const { table, row } of wanted) if (await writeOne(engine, writer, table, row)) written.add(table);
  for (const { name } of [...written].filter(({ autoincrement }) => autoincrement)) await leaveGap(engine, name);
  await filled.engine.close();
  return { filled: withMoreRows(engine, filled), empty };
}

interface WantedRow {
  readonly table: Table;
  readonly row: SpokenRow;
}

/** Tables whose rows the configuration shapes are left to it. */
function wantedRows(
  tables: readonly Table[],
  migrations: readonly Migration[],
  position: number,
  { rows, json }: Config,
): readonly WantedRow[] {
  const { forward, rollback } = migrations[position] ?? {};
  const statements = [...(forward?.statements ?? []), ...(rollback?.statements ?? [])];
  const shaped = new Set([...Object.keys(rows), ...json.map(({ table }) => table)].map((name) => name.toLowerCase()));
  const seeds: readonly Statement[] = migrations
    .slice(0, position + 1)
    .flatMap((migration) => migration.forward.statements.filter(isSeed));
  return tables
    .filter(({ name, kind }) => kind === 'table' && !shaped.has(name.toLowerCase()))
    .flatMap((table) => spokenRows(table, statements, seeds).map((row) => ({ table, row })))
    .slice(0, MOST_ROWS);
}

function isSeed({ text }: Statement): boolean {
  return /\bvalues\b/i.test(text) && ['insert', 'replace', 'with'].includes(leadingVerb(text));
}

/** All its values together, else those that go in alone; whether a row was written. */
async function writeOne(engine: Engine, writer: RowWriter, table: Table, row: SpokenRow): Promise<boolean> {
  if (await isThere(engine, table, row)) return false;
  if (!((await writer.write(table, row.values, row.filled)) instanceof SqlError)) return true;
  let isWritten = false;
  for (const entry of row.values.size > 1 ? row.values : []) {
    const alone = { values: new Map([entry]), filled: row.filled };
    if (await isThere(engine, table, alone)) continue;
    if (!((await writer.write(table, alone.values, alone.filled)) instanceof SqlError)) isWritten = true;
  }
  return isWritten;
}

async function isThere(engine: Engine, { name }: Table, { values, filled }: SpokenRow): Promise<boolean> {
  const conditions = [
    ...[...values.keys()].map((column) => `${quoteIdentifier(column)} IS ?`),
    ...filled.map((column) => `${quoteIdentifier(column)} IS NOT NULL`),
  ];
  const sql = `SELECT 1 FROM ${quoteIdentifier(name)} WHERE ${conditions.join(' AND ')} LIMIT 1`;
  return (await engine.query(sql, [...values.values()])).length > 0;
}
