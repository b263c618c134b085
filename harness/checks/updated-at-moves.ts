import { encodeCell } from '../inspect/cell.ts';
import { readData } from '../inspect/dataSnapshot.ts';
import type { Check } from '../model/check.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { CataloguedQuery } from '../model/query.ts';
import type { Table } from '../model/schema.ts';
import type { State, Step } from '../model/step.ts';
import { count, FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

const COLUMN = 'updated_at';

/** Every catalogued UPDATE moves updated_at of each row that it changes. */
export const updatedAtMoves: Check = {
  id: 'updated-at-moves',
  summary: 'A catalogued UPDATE moves updated_at of the rows that it changes.',

  async run(context) {
    const { step, config, fork } = context;
    const { settled } = step;
    if (settled === null) return skip(FORWARD_FAILED);
    const tables = (await settled.schema()).tables.filter(hasUpdatedAt);
    if (tables.length === 0) return skip(`no table has a column ${COLUMN}`);
    const updates = config.queries.filter(({ text }) => updatedTable(text) !== null);
    if (updates.length === 0) return skip('no UPDATE is catalogued');
    const findings: Finding[] = [];
    const reasons: string[] = [];
    let cases = 0;
    for (const table of tables) {
      const own = updates.filter(({ text }) => updatedTable(text) === table.name.toLowerCase());
      for (const query of own) {
        const outcome = await runUpdate(settled, await fork(settled), query, table);
        if (outcome === null) reasons.push(`${query.name} met no row of ${table.name}`);
        else cases += outcome.changed;
        if (outcome !== null && outcome.left > 0) findings.push(stale(query, table, outcome.left, step));
      }
      if (own.length === 0) reasons.push(`no UPDATE of ${table.name} is catalogued`);
    }
    return cases === 0 ? skip(reasons.join('; ')) : tried(cases, findings);
  },
};

function hasUpdatedAt({ kind, columns }: Table): boolean {
  return kind === 'table' && columns.some(({ name }) => name.toLowerCase() === COLUMN);
}

/** The table that a statement updates, in lower case; null when it is no plain UPDATE. */
function updatedTable(text: string): string | null {
  const found = /^\s*update\s+(?:or\s+\w+\s+)?["`[]?([^\s"`\]]+)/i.exec(text);
  return found?.[1]?.toLowerCase() ?? null;
}

interface UpdateOutcome {
  readonly changed: number;
  /** Changed rows whose updated_at is what it was. */
  readonly left: number;
}

/** null when the statement does not run here or meets no row. */
async function runUpdate(
  state: State,
  engine: Awaited<ReturnType<State['engine']['fork']>>,
  query: CataloguedQuery,
  table: Table,
): Promise<UpdateOutcome | null> {
  const before = (await state.data()).tables.get(table.name);
  try {
    await engine.query(query.text, query.values);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
  const changed = Number((await engine.query('SELECT changes()'))[0]?.[0] ?? 0);
  const after = (await readData(engine, { ...(await state.schema()), tables: [table] })).tables.get(table.name);
  const column = after?.columns.findIndex((name) => name.toLowerCase() === COLUMN) ?? -1;
  if (changed === 0 || before === undefined || after === undefined || column === -1) return null;
  const old = new Map(before.rows.map((row) => [row.key, row.cells[column]]));
  // The clock stands still: a row that the migration wrote holds the present moment before and after.
  const now = encodeCell((await engine.query('SELECT CURRENT_TIMESTAMP'))[0]?.[0] ?? null);
  const isMoved = (key: string, cell: string | undefined): boolean => old.get(key) !== cell || cell === now;
  const moved = after.rows.filter(({ key, cells }) => isMoved(key, cells[column])).length;
  return { changed, left: Math.max(0, changed - moved) };
}

function stale({ name }: CataloguedQuery, table: Table, left: number, { migration }: Step): Finding {
  return {
    severity: 'error',
    object: `query ${name}`,
    message: `query ${name} changes ${count(left, 'row')} of ${table.name} without moving ${COLUMN}`,
    why: `Whatever synchronises or caches by ${table.name}.${COLUMN} does not see the change.`,
    fix: `Set it in the statement: UPDATE ${table.name} SET …, ${COLUMN} = CURRENT_TIMESTAMP WHERE …`,
    location: locate(migration.forward),
    data: { table: table.name, rows: left },
  };
}
