import { existsSync, rmSync } from 'node:fs';
import type { ApplyOptions, BoundStatement, Queryable } from '../model/engine.ts';
import type { MeasuredRun, WorkingCopy } from '../model/realDatabase.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import type { BetterSqlite3Options } from './betterSqlite3.ts';
import { type Connection, prepare, sqlError } from './connection.ts';
import { numbers, openCopy, openCopyReader } from './copy/copyConnection.ts';
import { checkpoint, hold, markAsLogged, requireWriteAheadLog, rootPagesOf, stampOf } from './copy/mainFile.ts';
import { measureRun } from './copy/measureRun.ts';
import { openPageFile } from './copy/pageFile.ts';
import { makePristineFile, pristinePath, removePristineFile } from './copy/pristineFile.ts';
import { needsOwnConnection } from './copy/scriptConnection.ts';
import { unclaimedPages, untouchedTrees } from './copy/untouchedTrees.ts';
import { eachLoggedPage } from './copy/writeAheadLog.ts';
import { sidecarPaths } from './files/sidecars.ts';
import { canLeak } from './leaks.ts';

/** Takes over a database file that belongs to nobody else, as it is now. Throws `UserError`. */
export async function openWorkingCopy(path: string, options: BetterSqlite3Options = {}): Promise<WorkingCopy> {
  const { functions = {}, watch } = options;
  const before = watch === undefined ? () => {} : (sql: string) => watch.begin(sql);
  markAsLogged(path);
  let main = openCopy(path, functions);
  requireWriteAheadLog(main, path);
  checkpoint(main);
  // Reads what the main file holds, and as long as it does nothing can be written there, whatever a script asks for
  // (https://sqlite.org/wal.html#ckpt). Being read-only it cannot when it is closed last, either.
  let reader = openCopyReader(path, functions);
  let stamp = hold(reader, path);
  let roots = rootPagesOf(main);
  let isAttached = false;
  // What was asked of it can have left something on it that a script must not meet.
  let isMarked = false;
  // In write-ahead mode not even VACUUM changes it (https://sqlite.org/pragma.html#pragma_page_size).
  const [pageSize = 0] = numbers(main, 'PRAGMA page_size');

  const asQueryable = (connection: () => Connection): Queryable => ({
    name: 'better-sqlite3',
    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      before(sql);
      return ask(connection(), sql, values);
    },
  });
  const detach = (): void => {
    if (isAttached) main.db.exec('DETACH pristine');
    isAttached = false;
  };
  /** Whether it can be told what was written since the last `settle`; `visit` is called for each such page. */
  const eachWritten = (visit: (page: number) => void): boolean => {
    const [, frames = -1, carriedOver] = numbers(main, 'PRAGMA wal_checkpoint(PASSIVE)');
    if (frames < 0 || carriedOver !== 0 || stampOf(path) !== stamp) return false;
    return eachLoggedPage(`${path}-wal`, frames, pageSize, visit);
  };
  const requirePristine = (): void => {
    if (stampOf(path) !== stamp) throw new Error(`${path} was written to: what it held cannot be had any more`);
  };

  const copy = asQueryable(() => main);
  return {
    name: copy.name,
    path,
    pristine: asQueryable(() => reader),

    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      isMarked ||= canLeak({ text: sql });
      return copy.query(sql, values);
    },

    async apply(statements: readonly BoundStatement[], how: ApplyOptions): Promise<MeasuredRun> {
      detach();
      const own = isMarked || needsOwnConnection(main, statements) ? openCopy(path, functions) : null;
      try {
        return measureRun(own ?? main, statements, how, before);
      } finally {
        own?.db.close();
      }
    },

    async writtenPages(): Promise<ReadonlySet<number> | null> {
      const pages = new Set<number>();
      return eachWritten((page) => pages.add(page)) ? pages : null;
    },

    async unchanged(rootPages: readonly number[]): Promise<ReadonlySet<number>> {
      const file = openPageFile(path, pageSize);
      try {
        const written = unclaimedPages(file.pageCount);
        if (!eachWritten(written.add)) return new Set();
        const untouched = untouchedTrees(file, written, [1, ...roots]);
        return new Set(rootPages.filter((page) => untouched.has(page)));
      } finally {
        file.close();
      }
    },

    async attachPristine(): Promise<void> {
      if (isAttached) return;
      requirePristine();
      if (!existsSync(pristinePath(path))) makePristineFile(path);
      main.db.prepare('ATTACH ? AS pristine').run(pristinePath(path));
      isAttached = true;
    },

    async settle(): Promise<void> {
      detach();
      removePristineFile(path);
      reader.db.exec('COMMIT');
      checkpoint(main);
      stamp = hold(reader, path);
      roots = rootPagesOf(main);
    },

    async revert(): Promise<void> {
      detach();
      main.db.close();
      reader.db.close();
      requirePristine();
      // Without its log a database is what its main file holds.
      for (const file of sidecarPaths(path)) rmSync(file, { force: true });
      main = openCopy(path, functions);
      isMarked = false;
      checkpoint(main);
      reader = openCopyReader(path, functions);
      stamp = hold(reader, path);
    },

    async close(): Promise<void> {
      detach();
      main.db.close();
      reader.db.close();
      removePristineFile(path);
      for (const file of [path, ...sidecarPaths(path)]) rmSync(file, { force: true });
    },
  };
}

function ask(connection: Connection, sql: string, values: readonly SqlValue[]): readonly SqlRow[] {
  try {
    const statement = prepare(connection, sql);
    if (statement.reader) return statement.all(...values);
    statement.run(...values);
    return [];
  } catch (error) {
    throw sqlError(error);
  }
}
