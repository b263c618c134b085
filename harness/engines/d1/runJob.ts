import type { Cell } from './cell.ts';
import type { Job, JobStatement, Result } from './job.ts';

/** What a Durable Object can do with its database (https://developers.cloudflare.com/durable-objects/api/sql-storage/). */
export interface Storage {
  readonly sql: {
    exec(text: string, ...values: readonly (null | number | string | ArrayBuffer)[]): Cursor;
  };
  /** Takes back what the function did to the database when it throws. */
  transactionSync<T>(run: () => T): T;
}

interface Cursor {
  readonly columnNames: readonly string[];
  readonly rowsRead: number;
  readonly rowsWritten: number;
  raw(): { toArray(): readonly (readonly (null | number | string | ArrayBuffer)[])[] };
}

/**
 * Carries a job out inside of workerd, where it is sent as text: it must not use anything outside of itself.
 *
 * What arrives from SQLite there has lost the difference between 1 and 1.0 and every integer beyond 2^53. Where a whole
 * number is among the rows of a SELECT, the SELECT is asked once more with its integers as text.
 */
export function runJob(
  storage: Storage,
  { kind, scripts, resets }: Job,
  pragmas: readonly string[],
): readonly Result[] {
  const undone = new Error('undone');

  const execute = ({ text, values }: JobStatement): Cursor => storage.sql.exec(text, ...values.map(unwrap));

  const unwrap = (cell: Cell): null | number | string | ArrayBuffer => {
    if (typeof cell !== 'string') return cell;
    const content = cell.slice(1);
    if (cell.charAt(0) === 't') return content;
    if (cell.charAt(0) === 'r') return Number(content);
    return Uint8Array.from(content, (letter) => letter.charCodeAt(0)).buffer;
  };

  const wrap = (value: null | number | string | ArrayBuffer, isTagged: boolean): Cell => {
    if (value === null) return null;
    if (typeof value === 'string') return isTagged ? value : `t${value}`;
    if (typeof value === 'number') {
      if (!isTagged && Number.isInteger(value)) return `i${value}`;
      return Object.is(value, -0) ? 'r-0' : Number.isFinite(value) ? value : `r${value}`;
    }
    let bytes = 'b';
    for (const byte of new Uint8Array(value)) bytes += String.fromCharCode(byte);
    return bytes;
  };

  const tagged = (text: string, columns: readonly string[]): string => {
    const names = columns.map((_, at) => `c${at}`);
    const terms = names.map(
      (c) => `CASE typeof(${c}) WHEN 'integer' THEN 'i' || ${c} WHEN 'text' THEN 't' || ${c} ELSE ${c} END`,
    );
    return `WITH stepproof_rows (${names.join(', ')}) AS (${text}\n) SELECT ${terms.join(', ')} FROM stepproof_rows`;
  };

  let cost = { rowsRead: 0, rowsWritten: 0 };

  /** Fetches every row: a statement does its work, and is counted, only while it is stepped. */
  const drain = (cursor: Cursor): ReturnType<ReturnType<Cursor['raw']>['toArray']> => {
    const rows = cursor.raw().toArray();
    cost = { rowsRead: cost.rowsRead + cursor.rowsRead, rowsWritten: cost.rowsWritten + cursor.rowsWritten };
    return rows;
  };

  const read = (statement: JobStatement): Result['rows'] => {
    const cursor = execute(statement);
    const { columnNames } = cursor;
    const rows = drain(cursor);
    const { text, isTagged } = statement;
    const isClear = isTagged || !rows.some((row) => row.some(Number.isInteger));
    if (isClear || !/^\s*(?:select|values|with)\b/i.test(text))
      return rows.map((row) => row.map((value) => wrap(value, isTagged)));
    const again = execute({ ...statement, text: tagged(text.replace(/;\s*$/, ''), columnNames) });
    return again
      .raw()
      .toArray()
      .map((row) => row.map((value) => wrap(value, true)));
  };

  const runScript = (script: readonly JobStatement[]): Result => {
    let at = 0;
    let rows: Result['rows'] = [];
    cost = { rowsRead: 0, rowsWritten: 0 };
    const all = (): void => {
      for (const statement of script) {
        if (kind === 'commit' || at < script.length - 1) drain(execute(statement));
        else rows = read(statement);
        at += 1;
      }
      if (kind === 'undo') throw undone;
    };
    try {
      if (kind === 'query') all();
      else storage.transactionSync(all);
    } catch (error) {
      if (error !== undone)
        return { failure: { statement: at, message: String((error as Error).message) }, rows: [], cost };
    }
    return { failure: null, rows, cost };
  };

  const results = scripts.map((script) => {
    const result = runScript(script);
    // The script's transaction is one within that of the whole message, at whose end this setting is over. Whatever sets
    // it makes SQLite compile all its statements anew.
    const defers = script.some(({ text }) => /\bdefer_foreign_keys\b/i.test(text));
    if (kind === 'undo' && defers) storage.sql.exec('PRAGMA defer_foreign_keys = OFF');
    return result;
  });
  if (resets) for (const name of pragmas) storage.sql.exec(`PRAGMA ${name} = OFF`);
  return results;
}
