import type { ApplyOptions, BoundStatement, Engine, Failure } from '../model/engine.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
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
  return engineOn(null, options.functions ?? {}, options.watch ?? { begin: () => {} });
}

function engineOn(initial: Buffer | null, functions: ScalarFunctions, watch: Watch): Engine {
  let image = initial;
  let connection: Connection | null = null;
  const before = (sql: string): void => watch.begin(sql);

  // A fork that is only compared or forked again never opens its database.
  const current = (): Connection => {
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

  return {
    name: 'better-sqlite3',
    capabilities: { foreignKeysOff: true, integrityCheck: true },

    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      try {
        before(sql);
        const statement = prepare(current(), sql);
        if (!statement.readonly) image = null;
        if (statement.reader) return statement.all(...values);
        statement.run(...values);
        return [];
      } catch (error) {
        throw sqlError(error);
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

    async interrupt(statements: readonly BoundStatement[], options: ApplyOptions) {
      return interruptions(() => connect(currentImage(), functions), currentImage(), statements, options, before);
    },

    async fork(): Promise<Engine> {
      return engineOn(currentImage(), functions, watch);
    },

    async close(): Promise<void> {
      disconnect();
    },
  };
}
