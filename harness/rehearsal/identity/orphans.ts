import { encodeCell } from '../../inspect/cell.ts';
import { foldName } from '../../inspect/foldName.ts';
import { rowKey } from '../../inspect/rowKey.ts';
import { showCell } from '../../inspect/showCell.ts';
import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { rowidOf } from './pairing.ts';

/** A row that points at no row. */
export interface Orphan {
  /** Its PRIMARY KEY, or its rowid, exactly. */
  readonly id: string;
  /** The same for people. */
  readonly key: string;
}

/** The rows without a parent under one foreign key; `columns` is empty where it cannot be checked at all. */
export interface Orphans {
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly count: number;
  /** The first of them; none of a WITHOUT ROWID table, whose rows SQLite does not name. */
  readonly first: readonly Orphan[];
  /** Why SQLite cannot check it, in its own words; null when it can. */
  readonly problem: string | null;
}

/** So many are remembered of each foreign key. */
const REMEMBERED = 1000;

/** Finds the rows without a parent. `schema` must be that of the database as it is now. */
export async function readOrphans(database: Queryable, schema: SchemaSnapshot): Promise<readonly Orphans[]> {
  const found: Orphans[] = [];
  for (const table of schema.tables.filter(({ foreignKeys }) => foreignKeys.length > 0)) {
    try {
      found.push(...(await orphansIn(database, table)));
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      const parents = table.foreignKeys.map(({ parent }) => parent).join(', ');
      found.push({ table: table.name, columns: [], parent: parents, count: 0, first: [], problem: error.message });
    }
  }
  return found;
}

/** What there is of them that was not there before; renamed tables and columns count as new ones. */
export function newOrphans(before: readonly Orphans[], now: readonly Orphans[]): readonly Orphans[] {
  const then = new Map(before.map((orphans) => [nameOf(orphans), orphans]));
  return now.flatMap((is) => {
    const was = then.get(nameOf(is));
    if (is.problem !== null) return was?.problem === is.problem ? [] : [is];
    const known = new Set(was?.first.map(({ id }) => id));
    const first = is.first.filter(({ id }) => !known.has(id));
    const isComplete = is.first.length === is.count && (was === undefined || was.first.length === was.count);
    const count = isComplete ? first.length : is.count - (was?.count ?? 0);
    return count > 0 ? [{ ...is, count, first: first.slice(0, count) }] : [];
  });
}

async function orphansIn(database: Queryable, table: Table): Promise<readonly Orphans[]> {
  const counts = await database.query(
    "SELECT fkid, count(*) FROM pragma_foreign_key_check(?, 'main') GROUP BY fkid ORDER BY fkid",
    [table.name],
  );
  const found: Orphans[] = [];
  for (const [id, count] of counts) {
    // SQLite lists the foreign key that was declared last as number 0.
    const key = table.foreignKeys.at(-1 - Number(id));
    if (key === undefined) continue;
    const first = await firstOrphans(database, table, Number(id));
    const { columns, parent } = key;
    found.push({ table: table.name, columns, parent, count: Number(count), first, problem: null });
  }
  return found;
}

async function firstOrphans(database: Queryable, table: Table, foreignKey: number): Promise<readonly Orphan[]> {
  const rowid = rowidOf(table, 't');
  if (rowid === null) return [];
  const key = table.columns.filter((column) => column.primaryKey > 0).sort((a, b) => a.primaryKey - b.primaryKey);
  const terms = ['f.rowid', ...key.map(({ name }) => `t.${quoteIdentifier(name)}`)];
  const rows = await database.query(
    `SELECT ${terms.join(', ')} FROM pragma_foreign_key_check(?, 'main') AS f
     CROSS JOIN main.${quoteIdentifier(table.name)} AS t ON ${rowid} = f.rowid
     WHERE f.fkid = ? ORDER BY f.rowid LIMIT ${REMEMBERED}`,
    [table.name, BigInt(foreignKey)],
  );
  return rows.map(([id, ...values]) => {
    const cells = values.map(encodeCell);
    const exact = rowKey(
      cells,
      cells.map((_, at) => at),
    );
    if (cells.length === 0 || exact === null) return { id: `rowid ${String(id)}`, key: `rowid ${String(id)}` };
    const shown = cells.map(showCell);
    return { id: exact, key: shown.length === 1 ? shown.join('') : `(${shown.join(', ')})` };
  });
}

function nameOf({ table, columns, parent }: Orphans): string {
  return [table, parent, ...columns].map(foldName).join('\0');
}
