import type { Comparing } from './comparing.ts';
import { allOf, exactTerms, type Side } from './exactSql.ts';
import { NO_ROWS, type TableComparison } from './tableComparison.ts';

/** What a row holds, as SQL. */
export interface Contents {
  readonly terms: string;
  /** The same with names for `equal`. */
  readonly named: string;
  /** True for two rows `a` and `b` that hold the same, bit for bit. */
  readonly equal: string;
}

/** A result can have so many columns, some of them not of the row (https://sqlite.org/limits.html#max_column). */
const MOST_TERMS = 1990;

/** The contents of the rows of one side; null when there are too many columns to compare them at once. */
export function contents({ columns }: Comparing, side: Side): Contents | null {
  const terms = ["''", ...columns.flatMap((pair) => exactTerms(pair, side))];
  if (terms.length > MOST_TERMS) return null;
  return {
    terms: terms.join(', '),
    named: terms.map((term, index) => `${term} AS c${index}`).join(', '),
    equal: allOf(terms.map((_, index) => `a.c${index} IS b.c${index}`)),
  };
}

/** Compares tables whose rows have neither a key nor a rowid: only how often each row is there can be told. */
export async function compareByContents(comparing: Comparing): Promise<TableComparison> {
  const { rowsBefore, rowsNow } = comparing;
  const found = await countFound(comparing);
  return {
    rowsBefore,
    rowsNow,
    lost: { count: rowsBefore - found, keys: [] },
    added: { count: rowsNow - found, keys: [] },
    changed: new Map(),
    moved: NO_ROWS,
  };
}

async function countFound(comparing: Comparing): Promise<number> {
  const [before, now] = [contents(comparing, 'p'), contents(comparing, 'm')];
  if (before === null || now === null) return 0;
  const [[found] = []] = await comparing.copy.query(
    `WITH a AS (SELECT count(*) AS n, ${before.named} FROM ${comparing.was} GROUP BY ${before.terms}),
          b AS (SELECT count(*) AS n, ${now.named} FROM ${comparing.is} GROUP BY ${now.terms})
     SELECT total(min(a.n, b.n)) FROM a JOIN b ON ${before.equal}`,
  );
  return Number(found);
}
