import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** What a statement does to the rows of its table. */
export type RowEvent = 'DELETE' | 'UPDATE' | 'INSERT';

/** A statement that is run on some of its rows at a time. */
export interface RowByRow {
  /** How many rows it works on. */
  readonly rows: number;
  /** The error that it stops with when it works on the rows from the first to the last alone, counted from 1; null: it goes through. */
  failureOn(first: number, last: number): Promise<SqlError | null>;
  /** Writes the key of a row into `NAMED`. */
  name(row: number): Promise<void>;
}

/** The table that the keys of rows are written into: columns k0, k1 and so on. */
export const NAMED = 'temp.stepproof_named';

const TURN = 'stepproof_turn';
const TRIAL = 'stepproof_trial';

/**
 * Lets a statement work on some of its rows at a time, without a word of it changed: a temporary trigger runs before those
 * of the table, counts the rows, and passes over the others (https://sqlite.org/lang_createtrigger.html#the_raise_function).
 * Must be called in a transaction that is rolled back. Throws `SqlError` for what can have no such trigger, a view or a virtual table.
 *
 * @param key of the table's rows, as names
 */
export async function runRowByRow(
  database: Queryable,
  statement: string,
  { table, event, key }: { readonly table: string; readonly event: RowEvent; readonly key: readonly string[] },
): Promise<RowByRow> {
  const side = event === 'INSERT' ? 'new' : 'old';
  const keys = key.map((column) => `${side}.${quoteIdentifier(column)}`);
  const columns = ['at', ...key.map((_, index) => `k${index}`)];
  await database.query(`CREATE TEMP TABLE ${TURN} (at INTEGER, first INTEGER, last INTEGER, wanted INTEGER)`);
  await database.query(`CREATE TEMP TABLE stepproof_named (${columns.join(', ')})`);
  await database.query(`INSERT INTO temp.${TURN} VALUES (0, 0, 0, 0)`);
  await database.query(
    `CREATE TEMP TRIGGER stepproof_each BEFORE ${event} ON main.${quoteIdentifier(table)} BEGIN
       UPDATE ${TURN} SET at = at + 1;
       INSERT INTO stepproof_named SELECT ${['at', ...keys].join(', ')} FROM ${TURN} WHERE at = wanted;
       SELECT RAISE(IGNORE) FROM ${TURN} WHERE at NOT BETWEEN first AND last;
     END`,
  );
  const take = async (first: number, last: number, wanted: number): Promise<void> => {
    const turn = [first, last, wanted].join(', ');
    await database.query(`UPDATE temp.${TURN} SET (at, first, last, wanted) = (0, ${turn})`);
    await database.query(statement);
  };
  const tryOn = async (first: number, last: number): Promise<number | SqlError> => {
    await database.query(`SAVEPOINT ${TRIAL}`);
    try {
      await take(first, last, 0);
      return Number((await database.query(`SELECT at FROM temp.${TURN}`))[0]?.[0]);
    } catch (error) {
      if (error instanceof SqlError) return error;
      throw error;
    } finally {
      await database.query(`ROLLBACK TO ${TRIAL}`);
    }
  };
  const counted = await tryOn(0, -1);
  return {
    // A statement that fails with all of them passed over works on the rows of another table.
    rows: typeof counted === 'number' ? counted : 0,

    async failureOn(first, last) {
      const outcome = await tryOn(first, last);
      return typeof outcome === 'number' ? null : outcome;
    },

    name: (row) => take(0, -1, row),
  };
}

/** Takes away what was made for it. */
export async function endRowByRow(database: Queryable): Promise<void> {
  await database.query('DROP TRIGGER temp.stepproof_each');
  await database.query(`DROP TABLE ${NAMED}`);
  await database.query(`DROP TABLE temp.${TURN}`);
}
