import type { BoundStatement, Queryable, RowCost } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SqlRow, SqlValue } from '../../model/value.ts';
import { call, type Request } from './call.ts';
import type { HostedTarget } from './target.ts';

/** A D1 database at Cloudflare. */
export interface HostedD1 extends Queryable {
  /**
   * Runs statements all or nothing, as D1 does with a batch, and answers with the rows that D1 bills. Throws `SqlError`
   * where D1 refuses one, and `UserError` of code `d1-unreachable` where nobody knows whether they were run.
   */
  batch(statements: readonly BoundStatement[]): Promise<RowCost>;
  /** Size of the database as D1 counts it. */
  bytes(): Promise<number>;
  /** What Time Travel calls the database as it is now (https://developers.cloudflare.com/d1/reference/time-travel/). */
  bookmark(): Promise<string>;
}

/**
 * Opens a database by D1's HTTP API (https://developers.cloudflare.com/api/resources/d1/). JSON has one kind of number: a
 * whole one is taken for an INTEGER, and beyond 2^53 it is not exact, so rows are read by `exactRows`.
 */
export function openHostedD1(target: HostedTarget): HostedD1 {
  return {
    name: 'd1',
    async query(sql, values = []) {
      const body = { sql, params: values.map(parameter) };
      const [result] = resultsIn(
        await call(target, { method: 'POST', path: '/raw', body, repeatable: isReading(sql) }),
      );
      return result?.rows ?? [];
    },
    async batch(statements) {
      const batch = statements.map(({ text, values = [] }) => ({ sql: text, params: values.map(parameter) }));
      const request: Request = { method: 'POST', path: '/query', body: { batch }, repeatable: false };
      const costs = costsIn(await call(target, request));
      return {
        rowsRead: costs.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
        rowsWritten: costs.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
      };
    },
    async bytes() {
      const body = { sql: 'SELECT 1', params: [] };
      const [result] = listOf(await call(target, { method: 'POST', path: '/query', body, repeatable: true }));
      return Number(recordOf(recordOf(result)['meta'])['size_after'] ?? 0);
    },
    async bookmark() {
      const result = await call(target, { method: 'GET', path: '/time_travel/bookmark', repeatable: true });
      const { bookmark } = recordOf(result);
      if (typeof bookmark !== 'string') throw new Error('the answer has no bookmark');
      return bookmark;
    },
  };
}

/** What has read may be asked again. */
function isReading(sql: string): boolean {
  return /^\s*(select|explain|pragma\s+\w+\s*(\(|;|$))/i.test(sql);
}

function parameter(value: SqlValue): string | number | null {
  if (typeof value === 'bigint') {
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw new SqlError('SQLITE_MISUSE', `${value} cannot be bound through JSON exactly`);
  }
  if (value instanceof Uint8Array) throw new SqlError('SQLITE_MISUSE', 'bytes cannot be bound through JSON');
  return value;
}

type Content = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `/raw` gives the rows of each statement as lists, so that columns of one name stay apart. */
function resultsIn(result: unknown): readonly { readonly rows: readonly SqlRow[] }[] {
  return listOf(result).map((one) => {
    const rows = listOf(recordOf(recordOf(one)['results'])['rows']);
    return { rows: rows.map((row) => listOf(row).map(decoded)) };
  });
}

function decoded(value: unknown): SqlValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return Uint8Array.from(value.map(Number));
  return typeof value === 'boolean' ? BigInt(value) : null;
}

function costsIn(result: unknown): readonly RowCost[] {
  return listOf(result).map((one) => {
    const meta = recordOf(recordOf(one)['meta']);
    return { rowsRead: Number(meta['rows_read'] ?? 0), rowsWritten: Number(meta['rows_written'] ?? 0) };
  });
}
