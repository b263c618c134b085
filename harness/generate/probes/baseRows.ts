import { decodeCell } from '../../inspect/cell.ts';
import { readRows } from '../../inspect/tableRows.ts';
import type { Config } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { readParents } from '../parents.ts';
import { type Attempt, newSearch, placeRow } from '../placeRow.ts';
import { shapeRow } from '../shapeRow.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { Base, Row } from './constraint.ts';
import { insertOf } from './insertOf.ts';
import type { Oracle } from './oracle.ts';
import { outcomeOf } from './outcome.ts';

/** NULL stands in every fourth row of a column, and repeated values do: so many rows show a column in every way. */
const BASES = 4;
/** Far from the rows that are there. */
const FIRST = 3_000_000;
/** More stored rows than this are not looked at. */
const MOST_STORED = 12;

/** Rows that the table would accept beside those that are there, written nowhere; or what the engine says of them all. */
export async function newRows(
  engine: Engine,
  plan: TablePlan,
  oracle: Oracle,
  shape: Config['rows'],
  amount = BASES,
): Promise<readonly Base[] | SqlError> {
  const bases: Base[] = [];
  const search = newSearch();
  const parents = await readParents(engine, plan.foreignKeys);
  for (let index = 0; index < amount; index++) {
    let found: Row = [];
    const attempt: Attempt = async (values, n) => {
      found = shapeRow(plan, values, n, shape);
      return (await refusedByEngine(engine, plan, found)) ?? (await refusedByOracle(oracle, found));
    };
    const place = { n: FIRST + index, index, parents, hasNullKey: false, earlier: bases.at(-1)?.row ?? null };
    const refused = await placeRow(plan, place, search, attempt);
    if (refused !== null) return bases.length > 0 ? bases : refused;
    bases.push({ n: place.n, row: found });
  }
  return bases.toSorted((a, b) => emptyIn(a) - emptyIn(b));
}

/** NULL and empty text are far from every bound, and what is tried around a row begins with the first one. */
function emptyIn({ row }: Base): number {
  return row.filter((value) => value === null || value === '').length;
}

async function refusedByEngine(engine: Engine, plan: TablePlan, row: Row): Promise<SqlError | null> {
  const insert = insertOf(plan, row);
  const outcome = await outcomeOf(engine, { setUp: [], insert, expected: { outcome: 'accepted' } });
  if ('refusal' in outcome) return new SqlError(outcome.refusal.code, outcome.message);
  return outcome.outcome === 'accepted' ? null : new SqlError('SQLITE_IGNORE', 'the row was left out without an error');
}

/** An engine that does not enforce a constraint, or not before the commit, accepts more than a row to begin with may be. */
async function refusedByOracle({ judge }: Oracle, row: Row): Promise<SqlError | null> {
  const verdict = await judge({ what: null, row, rival: null }, null);
  if (verdict === null) return new SqlError('SQLITE_ERROR', 'a constraint cannot be evaluated on the row');
  const [broken] = verdict.broken;
  if (broken === undefined) return null;
  const { code, names } = broken.refusal ?? { code: 'SQLITE_CONSTRAINT', names: '' };
  return new SqlError(code, `${broken.kind.toUpperCase()} constraint failed${names === '' ? '' : `: ${names}`}`);
}

/** Rows of the table as they could be written again. */
export async function storedRows(engine: Engine, { table, columns }: TablePlan): Promise<readonly Row[]> {
  const data = await readRows(engine, table);
  const positions = columns.map(({ column }) => data.columns.indexOf(column.name));
  const rows = data.rows.slice(0, MOST_STORED).map(({ cells }) => positions.map((at) => decodeCell(cells[at] ?? 'n')));
  // Bytes in the place of text are what is no UTF-8, and cannot be bound as a value.
  const writable = rows.filter((cells) =>
    cells.every(({ type, value }) => type !== 'text' || typeof value === 'string'),
  );
  return writable.map((cells) => cells.map(({ value }) => value));
}
