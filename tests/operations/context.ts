import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { runGuarded } from '../../harness/engines/guarded/runGuarded.ts';
import { openSource } from '../../harness/engines/sourceDatabase.ts';
import { openWorkingCopy } from '../../harness/engines/workingCopy.ts';
import type { RunPoint } from '../../harness/model/operation.ts';
import type { Migration } from '../../harness/model/script.ts';
import type { OperationContext } from '../../harness/operations/context.ts';
import { ladderSchemas } from '../../harness/rehearsal/standing/ladderSchemas.ts';

export interface ContextOptions {
  readonly onPoint?: (point: RunPoint) => void;
  readonly busyTimeoutMs?: number;
  /** In place of the clock. */
  readonly at?: () => string;
}

/** What operations are done with in a test: a database and steps that lie in no folder. */
export function contextOf(
  database: string,
  migrations: readonly Migration[],
  { onPoint, busyTimeoutMs = 5000, at = () => '2026-01-02T03:04:05.678Z' }: ContextOptions = {},
): OperationContext {
  return {
    database,
    migrations,
    layout: 'paired',
    folder: 'migrations',
    ledgerTable: null,
    pid: process.pid,
    sign: () => ({ at: at(), by: 'tester@here', version: '0.0.0' }),
    bytesDigest: () => null,
    open: (path) => openSource(path, { busyTimeoutMs, mayBeEmpty: true }),
    openCopy: (path) => openWorkingCopy(path),
    schemas: async (count) => (await ladderSchemas(migrations.slice(0, count), openBetterSqlite3)).schemas,
    run: (path, { statements, outside, foreignKeys }, around) =>
      runGuarded(
        path,
        { statements, outside, foreignKeys, ...around },
        {
          busyTimeoutMs,
          functions: {},
          now: () => performance.now(),
          onStatement: () => {},
          ...(onPoint && { onPoint }),
        },
      ),
  };
}
