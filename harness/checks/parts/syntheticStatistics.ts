import type { Engine } from '../../model/engine.ts';
import type { Index, SchemaSnapshot } from '../../model/schema.ts';

const ROWS = 1_000_000;
/** Rows that share the value of one more key column, on average. */
const SHARED = [1000, 100, 10];

/**
 * Tells the planner that every table has a million rows, by writing what ANALYZE would have found into sqlite_stat1
 * (https://sqlite.org/fileformat2.html#stat1tab). Throws `SqlError` where the engine does not allow it.
 */
export async function assumeLargeTables(engine: Engine, { tables }: SchemaSnapshot): Promise<void> {
  await engine.query('ANALYZE sqlite_schema');
  await engine.query('DELETE FROM sqlite_stat1');
  for (const table of tables.filter(({ kind }) => kind === 'table')) {
    const indexes = table.indexes.filter(({ where }) => where === null);
    if (indexes.length === 0) await insert(engine, table.name, null, String(ROWS));
    for (const index of indexes) await insert(engine, table.name, index.name, histogram(index));
  }
  await engine.query('ANALYZE sqlite_schema');
}

function histogram({ columns, unique }: Index): string {
  const shared = columns.map((_, position) =>
    unique && position === columns.length - 1 ? 1 : (SHARED[position] ?? SHARED.at(-1) ?? 1),
  );
  return [ROWS, ...shared].join(' ');
}

async function insert(engine: Engine, table: string, index: string | null, stat: string): Promise<void> {
  await engine.query('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', [table, index, stat]);
}
