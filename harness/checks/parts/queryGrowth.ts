import { fillTables } from '../../generate/fillTables.ts';
import { topologicalTables } from '../../generate/topologicalTables.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Engine } from '../../model/engine.ts';
import type { BoundQuery, CataloguedQuery } from '../../model/query.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { State } from '../../model/step.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** A query with the values that it is asked with. */
export interface AskedQuery {
  readonly query: CataloguedQuery;
  readonly bound: BoundQuery;
}

/** What a query reads of tables of some size, and of the same tables when they are four times as large. */
export interface QueryGrowth extends AskedQuery {
  readonly rowsRead: readonly [small: number, large: number];
  /** 0: the same however large the tables are; 1: as much more as they grow. */
  readonly exponent: number;
}

/** How much larger the tables are made. */
const FACTOR = 4;
/** Behind the rows that a ladder writes, so that the same values are not made twice. */
const FIRST_ROW = 100_000;
/** Between a query that finds its rows and one that looks for them. */
const GROWS = 0.5;

/** Which queries read more, beyond the rows that they give, when the tables that they name have more rows. */
export async function growingQueries(
  { config, seed, fork }: Pick<CheckContext, 'config' | 'seed' | 'fork'>,
  state: State,
  asked: readonly AskedQuery[],
): Promise<readonly QueryGrowth[]> {
  if (asked.length === 0) return [];
  const schema = await state.schema();
  const tables = tablesOf(asked, schema);
  const engine = await fork(state);
  const small = await readings(engine, asked);
  const sizes = await sizesOf(engine, tables);
  for (const { name } of tables) {
    const rows = (FACTOR - 1) * (sizes.get(name) ?? 0);
    const first = 1 + FIRST_ROW + (sizes.get(name) ?? 0);
    if (rows > 0)
      await fillTables(engine, schema, { seed, rows, first, tables: [name], shape: config.rows, gaps: false });
  }
  const large = await readings(engine, asked);
  const grown = await sizesOf(engine, tables);
  return asked.flatMap(({ query, bound }, at): readonly QueryGrowth[] => {
    const [was, is] = [small[at], large[at]];
    if (was === undefined || is === undefined || was === null || is === null) return [];
    const read = tablesIn(bound.text, schema).filter(({ name }) => sizes.has(name));
    const added = Math.min(...read.map(({ name }) => (grown.get(name) ?? 0) - (sizes.get(name) ?? 0)));
    const more = is.read - was.read - (is.given - was.given);
    const exponent = Math.log(Math.max(is.read, 1) / Math.max(was.read, 1)) / Math.log(FACTOR);
    const isGrowing = added > 0 && Number.isFinite(added) && more >= added / 2 && exponent >= GROWS;
    return isGrowing ? [{ query, bound, rowsRead: [was.read, is.read], exponent: rounded(exponent) }] : [];
  });
}

function rounded(exponent: number): number {
  return Math.round(exponent * 100) / 100;
}

/** The tables that queries read, and all that their rows refer to; parents first. */
function tablesOf(asked: readonly AskedQuery[], schema: SchemaSnapshot): readonly Table[] {
  const ordered = topologicalTables(schema).filter(({ kind }) => kind === 'table');
  const wanted = new Set(asked.flatMap(({ bound }) => tablesIn(bound.text, schema)).map(({ name }) => foldName(name)));
  // A set hands out what is added to it while it is walked through.
  for (const name of wanted) {
    const keys = ordered.find((table) => foldName(table.name) === name)?.foreignKeys ?? [];
    for (const { parent } of keys) wanted.add(foldName(parent));
  }
  return ordered.filter(({ name }) => wanted.has(foldName(name)));
}

/** The tables that a text names, by themselves or through a view. */
function tablesIn(text: string, { tables, views }: SchemaSnapshot): readonly Table[] {
  const texts = [text, ...views.filter(({ name }) => mentions(text, name)).map(({ sql }) => sql)];
  return tables.filter(({ name }) => texts.some((one) => mentions(one, name)));
}

async function sizesOf(engine: Engine, tables: readonly Table[]): Promise<ReadonlyMap<string, number>> {
  const counted = tables.map(async ({ name }) => {
    const [row] = await engine.query(`SELECT count(*) FROM ${quoteIdentifier(name)}`);
    return [name, Number(row?.[0] ?? 0)] as const;
  });
  return new Map(await Promise.all(counted));
}

/** Rows read and rows given by each query; null where it fails. */
async function readings(
  engine: Engine,
  asked: readonly AskedQuery[],
): Promise<readonly ({ readonly read: number; readonly given: number } | null)[]> {
  const attempts = await engine.attempt(asked.map(({ bound }) => [bound]));
  return attempts.map(({ failure, rows, cost }) =>
    failure !== null || cost === undefined ? null : { read: cost.rowsRead, given: rows.length },
  );
}
