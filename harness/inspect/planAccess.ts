/** How a query reaches the rows of one table. */
export interface TableAccess {
  /** Its alias where the query gives it one: a plan shows nothing else. */
  readonly table: string;
  /**
   * `search`: by a key, in an index or in the table itself; `scan`: all rows, perhaps in the order of an index;
   * `virtual`: whatever the module of a virtual table makes of it.
   */
  readonly method: 'search' | 'scan' | 'virtual';
  /** null: the table itself, or an automatic index. */
  readonly index: string | null;
  /** The index holds all that is asked for, so the table is not read. */
  readonly covering: boolean;
  /** The index is built for this one run, out of all rows (https://sqlite.org/optoverview.html#autoindex). */
  readonly automatic: boolean;
}

type Means = Pick<TableAccess, 'index' | 'covering' | 'automatic'>;

const TABLE_ITSELF: Means = { index: null, covering: false, automatic: false };

/** Rows that no table holds. */
const NO_TABLE = /^(?:CONSTANT ROW|\d+ CONSTANT ROWS|\d+-ROW VALUES CLAUSE|\((?:subquery|join)-\d+\))(?: |$)/;

/**
 * Reads a line of EXPLAIN QUERY PLAN that reaches a table; null for every other line. Plans do not quote names: one with
 * blanks or parentheses is told exactly only when all index names are given (https://sqlite.org/eqp.html).
 */
export function readAccess(detail: string, indexes: ReadonlySet<string> | null): TableAccess | null {
  const [, verb, target = ''] = /^(SEARCH|SCAN) (.*?)(?: LEFT-JOIN)?$/s.exec(detail) ?? [];
  if (verb === undefined || NO_TABLE.test(target)) return null;
  const virtual = /^(.*?) VIRTUAL TABLE INDEX /s.exec(target)?.[1];
  if (virtual !== undefined) return { table: virtual, method: 'virtual', ...TABLE_ITSELF };

  for (const { index: at, 0: using } of target.matchAll(/(?: EXISTS)? USING /g)) {
    const means = readMeans(target.slice(at + using.length), indexes);
    if (means !== null) return { table: target.slice(0, at), method: verb === 'SEARCH' ? 'search' : 'scan', ...means };
  }
  // SQLite says SEARCH without a key for min() and max(), also where it has to read every row.
  return { table: target.replace(/ EXISTS$/, ''), method: 'scan', ...TABLE_ITSELF };
}

/** What stands behind USING; null when that is only a part of a table's name. */
function readMeans(text: string, indexes: ReadonlySet<string> | null): Means | null {
  if (/^(?:INTEGER )?PRIMARY KEY(?: \(.*\))?$/s.test(text)) return TABLE_ITSELF;
  if (/^AUTOMATIC (?:PARTIAL )?COVERING INDEX(?: \(.*\))?$/s.test(text)) {
    return { index: null, covering: true, automatic: true };
  }
  const [, covering, rest] = /^(COVERING )?INDEX (.*)$/s.exec(text) ?? [];
  const index = rest === undefined ? null : readIndexName(rest, indexes);
  return index === null ? null : { index, covering: covering !== undefined, automatic: false };
}

/** The name stands alone or before its columns in parentheses; the longest known one is meant. */
function readIndexName(text: string, indexes: ReadonlySet<string> | null): string | null {
  if (indexes === null) return text.replace(/ \(.*\)$/s, '');
  const ends = [text.length, ...[...text.matchAll(/ \(/g)].map(({ index }) => index).reverse()];
  return ends.map((end) => text.slice(0, end)).find((name) => indexes.has(name)) ?? null;
}
