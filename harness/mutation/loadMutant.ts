import { bindCell } from '../inspect/cell.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { BoundStatement, Engine, Failure } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { statementsOf } from './mutant.ts';

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
  const isTable = (text: string) => /^\s*create\s+(?:virtual\s+)?table\b/i.test(text);
  const tables = sql.filter(isTable).map((text) => ({ text }));
  const others = sql.filter((text) => !isTable(text)).map((text) => ({ text }));
  const statements = [...tables, ...rows, ...others];
  const engine = await open();
  await engine.query('PRAGMA foreign_keys = OFF');
  const failure = (await engine.apply(statements, { foreignKeys: 'on' })) ?? (await orphansIn(engine));
  await engine.query('PRAGMA foreign_keys = ON');
  if (failure === null) return { engine };
  await engine.close();
  return refusedWith(failure, statements);
}

/** The failure that rows without a parent are. Where a key points at what is no key none can be, and that is legal. */
async function orphansIn(engine: Engine): Promise<Failure | null> {
  try {
    const [orphan] = await engine.query('SELECT "table" FROM pragma_foreign_key_check LIMIT 1');
    if (orphan === undefined) return null;
    const message = `rows of ${String(orphan[0])} have no parent`;
    return { kind: 'foreign-keys', statement: null, code: 'SQLITE_CONSTRAINT_FOREIGNKEY', message };
  } catch (error) {
    if (error instanceof SqlError && error.code === 'SQLITE_ERROR') return null;
    throw error;
  }
}

function refusedWith(failure: Failure, statements: readonly BoundStatement[]): Loaded {
  const statement = failure.statement === null ? null : (statements[failure.statement] ?? null);
  return { engine: null, failure, statement };
}

/** The same for a schema and rows that are its own. */
export async function stand(
  open: () => Promise<Engine>,
  schema: SchemaSnapshot,
  rows: readonly BoundStatement[],
): Promise<Engine> {
  const loaded = await loadMutant(open, statementsOf(schema), rows);
  if (loaded.engine === null)
    throw new Error(`the schema takes its own rows no second time: ${loaded.failure.message}`);
  return loaded.engine;
}
