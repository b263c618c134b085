import type { Queryable } from '../model/engine.ts';
import type { LedgerOptions, LedgerReader, LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import type { SqlRow } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** A ledger that is one table. */
export interface TableLedger {
  readonly tool: string;
  /** The table's usual name, in lower case. */
  readonly table: string;
  /** All that it holds. Tools share names of tables, and are told apart by the columns. */
  readonly columns: readonly string[];
  /** Columns that some versions of the tool have besides. */
  readonly laterColumns?: readonly string[];
  /** Other tables of the tool's, where the database has them. */
  readonly besides?: readonly string[];
  /** A table that makes it another tool's ledger. */
  readonly foreign?: string;
  /** What the rows are sorted by. */
  readonly order: string;
  /** A row has the values of `columns`, then those of `laterColumns`, NULL where a column is not there. */
  read(rows: readonly SqlRow[], migrations: readonly Migration[]): LedgerReading;
}

/** What a ledger's rows come to. */
export type LedgerReading = Omit<LedgerState, 'tool' | 'tables'>;

/** The reader of a ledger that is one table. */
export function tableLedger(ledger: TableLedger): LedgerReader {
  const { tool, columns, laterColumns = [], besides = [] } = ledger;
  const known = new Set([...columns, ...laterColumns]);
  return {
    tool,
    table: ledger.table,

    async detect(database: Queryable, options: LedgerOptions): Promise<boolean> {
      const there = await columnsOf(database, options.table ?? ledger.table);
      const isLike = columns.every((column) => there.has(column)) && [...there].every((column) => known.has(column));
      if (!isLike) return false;
      return ledger.foreign === undefined || (await columnsOf(database, ledger.foreign)).size === 0;
    },

    async read(database: Queryable, migrations: readonly Migration[], options: LedgerOptions): Promise<LedgerState> {
      const table = options.table ?? ledger.table;
      const there = laterColumns.length === 0 ? new Set<string>() : await columnsOf(database, table);
      const asked = [...columns, ...laterColumns].map((column) =>
        columns.includes(column) || there.has(column) ? quoteIdentifier(column) : 'NULL',
      );
      const rows = await database.query(
        `SELECT ${asked.join(', ')} FROM ${quoteIdentifier(table)} ORDER BY ${ledger.order}`,
      );
      const tables = [table, ...(await tablesAmong(database, besides))];
      return { tool, tables, ...ledger.read(rows, migrations) };
    },
  };
}

/** The columns of a table, as SQLite compares names; none where it is not there. */
async function columnsOf(database: Queryable, table: string): Promise<ReadonlySet<string>> {
  const rows = await database.query('SELECT lower(name) FROM pragma_table_xinfo(?)', [table]);
  return new Set(rows.map(([name]) => String(name)));
}

async function tablesAmong(database: Queryable, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const places = names.map(() => '?').join(', ');
  const rows = await database.query(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND lower(name) IN (${places}) ORDER BY name`,
    names,
  );
  return rows.map(([name]) => String(name));
}
