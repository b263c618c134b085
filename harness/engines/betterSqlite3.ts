import type { ApplyOptions, BoundStatement, Engine, Failure } from '../model/engine.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import { attemptAll } from './attempts.ts';
import { isSameTree } from './btree.ts';
import { type Connection, connect, prepare, type ScalarFunctions, sqlError } from './connection.ts';
import { interruptions } from './interruption.ts';
import { canLeak } from './leaks.ts';
import { runInTransaction } from './transaction.ts';

/** Told before each statement what is about to run; throws `SqlError` to refuse it. */
export interface Watch {
  begin(activity: string): void;
}

export interface BetterSqlite3Options {
  /** Scalar functions that the application registers on its connections. */
  readonly functions?: ScalarFunctions;
  readonly watch?: Watch;
}

/** SQLite in this process, in memory, by D1's rules: one transaction per script, foreign keys on. */
export async function openBetterSqlite3(options: BetterSqlite3Options = {}): Promise<Engine> {
  const watch = options.watch;
  const before = watch === undefined ? () => {} : (sql: string) => watch.begin(sql);
  return engineOn(null, null, options.functions ?? {}, before);
}

/** SQLite says of an EXPLAIN what it says of the explained statement (https://sqlite.org/c3ref/stmt_readonly.html). */
function writes(statement: { readonly readonly: boolean }, sql: string): boolean {
  return !statement.readonly && !/^\s*explain\b/i.test(sql);
}

/** The image of each engine's database, for comparing two of them. */
const images = new WeakMap<Engine, () => Buffer>();

function engineOn(
  initial: Buffer | null,
  handedOver: Connection | null,
  functions: ScalarFunctions,
  before: (sql: string) => void,
): Engine {
  let image = initial;
  let connection = handedOver;
  let isLost = false;

  const current = (): Connection => {
    if (isLost) throw new Error('a closed database was asked again, and nothing of it was kept');
    connection ??= connect(image, functions);
    return connection;
  };
  const currentImage = (): Buffer => {
    image ??= current().db.serialize();
    return image;
  };
  const disconnect = (): void => {
    connection?.db.close();
    connection = null;
  };

  const engine: Engine = {
    name: 'better-sqlite3',
    capabilities: { foreignKeysOff: true, integrityCheck: true, askedTogether: 1, countsRows: false },

    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      // Many probes are refused on purpose, and building the driver's stack traces for them takes longer than the SQL.
      const depth = Error.stackTraceLimit;
      Error.stackTraceLimit = 0;
      try {
        before(sql);
        const statement = prepare(current(), sql);
        if (writes(statement, sql)) image = null;
        if (statement.reader) return statement.all(...values);
        statement.run(...values);
        return [];
      } catch (error) {
        throw sqlError(error);
      } finally {
        Error.stackTraceLimit = depth;
      }
    },

    async apply(statements: readonly BoundStatement[], options: ApplyOptions): Promise<Failure | null> {
      const failure = runInTransaction(current(), statements, options, before);
      if (failure === null) image = null;
      if (statements.some(canLeak)) {
        currentImage();
        disconnect();
      }
      return failure;
    },

    async attempt(scripts: readonly (readonly BoundStatement[])[]) {
      const attempts = attemptAll(current(), scripts, before);
      if (scripts.some((script) => script.some(canLeak))) {
        currentImage();
        disconnect();
      }
      return attempts;
    },

    async interrupt(statements: readonly BoundStatement[], options: ApplyOptions) {
      const start = currentImage();
      const trials = { own: current, fresh: () => connect(start, functions), image: start };
      const stops = interruptions(trials, statements, options, before);
      if (stops.some(({ left }) => left.length > 0)) disconnect();
      return stops;
    },

    async unchanged(since: Engine, rootPages: readonly number[]): Promise<ReadonlySet<number>> {
      const then = images.get(since)?.();
      const now = currentImage();
      return new Set(then === undefined ? [] : rootPages.filter((page) => isSameTree(then, now, page)));
    },

    async fork(): Promise<Engine> {
      const copy = currentImage();
      // The copy goes on where this one stands, so it takes over the open connection with all that is compiled on it;
      // a state that was forked is mostly not asked again, and opens its image anew when it is.
      const taken = connection;
      connection = null;
      return engineOn(copy, taken, functions, before);
    },

    async close(): Promise<void> {
      disconnect();
      isLost = image === null;
    },
  };
  images.set(engine, currentImage);
  return engine;
}
