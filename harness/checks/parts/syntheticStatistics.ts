import type { BoundStatement, Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Index, SchemaSnapshot, Table } from '../../model/schema.ts';

const ROWS = 1_000_000;
/** Rows that share the value of one more key column, on average. */
const SHARED = [1000, 100, 10];

/**
 * Tells the planner that every table has a million rows, by writing what ANALYZE would have found into sqlite_stat1
 * (https://sqlite.org/fileformat2.html#stat1tab). Throws `SqlError` where the engine does not allow it.
 */
export async function assumeLargeTables(engine: Engine, { tables }: SchemaSnapshot): Promise<void> {
  const failure = await engine.apply(
    [
      { text: 'ANALYZE sqlite_schema' },
      { text: 'DELETE FROM sqlite_stat1' },
      ...tables.filter(({ kind }) => kind === 'table').flatMap(statisticsOf),
    ],
    { foreignKeys: 'on' },
  );
  if (failure !== null) throw new SqlError(failure.code, failure.message);
  await engine.query('ANALYZE sqlite_schema');
}

function statisticsOf({ name, indexes }: Table): readonly BoundStatement[] {
  const whole = indexes.filter(({ where }) => where === null);
  if (whole.length === 0) return [statistic(name, null, String(ROWS))];
  return whole.map((index) => statistic(name, index.name, histogram(index)));
}

function statistic(table: string, index: string | null, stat: string): BoundStatement {
  return { text: 'INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', values: [table, index, stat] };
}

function histogram({ columns, unique }: Index): string {
  const shared = columns.map((_, position) =>
    unique && position === columns.length - 1 ? 1 : (SHARED[position] ?? SHARED.at(-1) ?? 1),
  );
  return [ROWS, ...shared].join(' ');
}
