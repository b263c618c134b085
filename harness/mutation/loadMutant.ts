import { bindCell } from '../inspect/cell.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { BoundStatement, Engine, Failure } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** The statements that write rows into another database with the same tables. */
export function insertsOf({ tables }: SchemaSnapshot, data: DataSnapshot): readonly BoundStatement[] {
  return tables.flatMap(({ name, kind, columns }): readonly BoundStatement[] => {
    const read = data.tables.get(name);
    if (read === undefined || kind !== 'table') return [];
    const written = read.columns.flatMap((column, at) =>
      columns.some((known) => known.name === column && known.generated === 'no') ? [{ column, at }] : [],
    );
    const names = written.map(({ column }) => quoteIdentifier(column)).join(', ');
    return read.rows.map(({ cells }) => {
      const bound = written.map(({ at }) => bindCell(cells[at] ?? 'n'));
      const places = bound.map(({ sql }) => sql).join(', ');
      return {
        text: `INSERT INTO ${quoteIdentifier(name)} (${names}) VALUES (${places})`,
        values: bound.map(({ value }) => value),
      };
    });
  });
}

/** A database with a mutant's schema and the original's rows, or what kept it from being made. */
export type Loaded =
  | { readonly engine: Engine }
  | { readonly engine: null; readonly failure: Failure; readonly statement: BoundStatement | null };

/** Makes the tables, writes the rows, and makes the rest, so that no trigger fires for what is there already. */
export async function loadMutant(
  open: () => Promise<Engine>,
  sql: readonly string[],
  rows: readonly BoundStatement[],
): Promise<Loaded> {
  const engine = await open();
  const isTable = (text: string) => /^\s*create\s+(?:virtual\s+)?table\b/i.test(text);
  const tables = sql.filter(isTable).map((text) => ({ text }));
  const others = sql.filter((text) => !isTable(text)).map((text) => ({ text }));
  const statements = [...tables, ...rows, ...others];
  const failure = await engine.apply(statements, { foreignKeys: 'off' });
  if (failure === null) return { engine };
  await engine.close();
  return {
    engine: null,
    failure,
    statement: failure.statement === null ? null : (statements[failure.statement] ?? null),
  };
}
