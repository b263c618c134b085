import type { ApplyOptions, BoundStatement, Engine, Failure } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SqlRow, SqlValue } from '../../model/value.ts';

import { isSameTree } from '../btree.ts';
import { applyTo } from './apply.ts';
import { attemptAll, attemptOf, failureOf } from './attempts.ts';
import { startClock } from './clock.ts';
import { openDatabases } from './databases.ts';
import { sqlError } from './failure.ts';
import { interruptionsOn } from './interruption.ts';
import { ask, type Run } from './target.ts';
import type { RemoteWatch } from './watch.ts';

/** A workerd for many databases. */
export interface D1 {
  /** Opens an empty database. Throws `UserError` when workerd does not start. */
  open(): Promise<Engine>;
  /** Ends workerd and deletes its databases. */
  stop(): Promise<void>;
}

export interface D1Options {
  readonly watch?: RemoteWatch;
  /** Milliseconds since 1970, for telling what the clock of workerd writes. */
  readonly now: () => number;
}

/** Gets D1 ready as Cloudflare's workerd runs it on this machine; it starts with the first question. */
export function startD1({ watch, now }: D1Options): D1 {
  const databases = openDatabases(watch?.starting);
  const hold = watch === undefined ? () => () => {} : (activity: string) => watch.hold(activity);
  const run = { databases, clock: startClock(now), hold };
  return {
    open: async () => engineOn(run, Buffer.alloc(0), null),
    stop: () => databases.stop(),
  };
}

/** The image of each engine's database, for comparing two of them. */
const images = new WeakMap<Engine, () => Buffer>();

/** A statement that leaves the database as it is. */
const READS = /^\s*(?:select|values|explain)\b/i;

function engineOn(run: Run, initial: Buffer | null, handedOver: string | null): Engine {
  let image = initial;
  let database = handedOver;

  const current = (): string => {
    if (database === null && image === null)
      throw new Error('a closed database was asked again, and nothing of it was kept');
    database ??= run.databases.create(image ?? Buffer.alloc(0));
    return database;
  };
  const currentImage = (): Buffer => {
    image ??= run.databases.image(current());
    return image;
  };

  const engine: Engine = {
    name: 'd1',
    capabilities: { foreignKeysOff: false, integrityCheck: false, askedTogether: 16, countsRows: true },

    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      const statement = { text: sql, values };
      const name = current();
      if (!READS.test(sql)) image = null;
      const answer = await ask(run, name, 'query', [[statement]]);
      if ('lost' in answer) {
        const failure = await failureOf(run, name, [statement]);
        throw failure === null ? sqlError(answer.lost) : new SqlError(failure.code, failure.message);
      }
      const [result] = answer.results.map((one) => attemptOf(run, one));
      if (result?.failure) throw new SqlError(result.failure.code, result.failure.message);
      return result?.rows ?? [];
    },

    async apply(statements: readonly BoundStatement[], options: ApplyOptions): Promise<Failure | null> {
      const failure = await applyTo(run, current(), statements, options);
      if (failure === null) image = null;
      return failure;
    },

    async attempt(scripts: readonly (readonly BoundStatement[])[]) {
      return scripts.length === 0 ? [] : attemptAll(run, current(), scripts);
    },

    async interrupt(statements: readonly BoundStatement[]) {
      return interruptionsOn(run, current(), statements);
    },

    async unchanged(since: Engine, rootPages: readonly number[]): Promise<ReadonlySet<number>> {
      const then = images.get(since)?.();
      const now = currentImage();
      if (then === undefined || then.length === 0 || now.length === 0) return new Set();
      return new Set(rootPages.filter((page) => isSameTree(then, now, page)));
    },

    async fork(): Promise<Engine> {
      const copy = currentImage();
      // The copy goes on where this one stands: a state that was forked is mostly not asked again.
      const taken = database;
      database = null;
      return engineOn(run, copy, taken);
    },

    async close(): Promise<void> {
      if (database !== null) run.databases.discard(database);
      database = null;
    },
  };
  images.set(engine, currentImage);
  return engine;
}
