import { loadConfig } from '../config.ts';
import { openBetterSqlite3 } from '../engines/betterSqlite3.ts';
import { openWritable } from '../engines/files/writable.ts';
import { runGuarded } from '../engines/guarded/runGuarded.ts';
import { openSource } from '../engines/sourceDatabase.ts';
import { openWorkingCopy } from '../engines/workingCopy.ts';
import { refuseOutside } from '../ladder/refuseOutside.ts';
import { localDatabases } from '../layouts/localDatabases.ts';
import type { Engine } from '../model/engine.ts';
import { UserError } from '../model/errors.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration } from '../model/script.ts';
import { bytesDigest } from '../operations/bytesDigest.ts';
import type { OperationContext } from '../operations/context.ts';
import { ladderSchemas } from '../rehearsal/standing/ladderSchemas.ts';
import { VERSION } from '../version.ts';
import { type HostedPlace, hostedPlace } from './hostedPlace.ts';
import { migrationsTable } from './migrationsTable.ts';
import { type DatabaseOptions, DEFAULT_WAIT } from './operationOptions.ts';
import type { OperationWorld } from './operationWorld.ts';
import { readLadder } from './readLadder.ts';

/** Reads the folder that belongs to a user's database and gets both ready to be worked on. Throws `UserError`. */
export async function operationContext(
  database: string,
  options: DatabaseOptions,
  world: OperationWorld,
): Promise<OperationContext> {
  const root = options.dir ?? '.';
  const loaded = await loadConfig(root, options.config);
  const { functions } = loaded.config;
  const { migrations, layout, folders } = readLadder(root, options, loaded);
  refuseOutside(migrations);
  const { watch } = world;
  const watched = { functions, ...(watch && { watch }) };
  const hosted = hostedIn(database, options, world);
  const writable = { busyTimeoutMs: 1000 * (options.wait ?? DEFAULT_WAIT), functions };
  return {
    database,
    migrations,
    layout,
    folder: folders.migrations,
    ledgerTable: migrationsTable(localDatabases(root), database) ?? null,
    pid: world.pid,
    sign: () => ({ at: world.time(), by: world.by, version: VERSION }),
    bytesDigest: (script) => bytesDigest(root, script),
    open: (path) => (hosted !== null && path === database ? hosted.open() : opened(path, writable.busyTimeoutMs)),
    openCopy: (path) => openWorkingCopy(path, watched),
    schemas: climber(migrations, () => openBetterSqlite3(watched)),
    run: (path, { statements, outside, foreignKeys }, around) => {
      const run = { statements, outside, foreignKeys, ...around };
      const guarded = {
        ...writable,
        now: world.now,
        onStatement: (index: number) => watch?.begin(statements[index]?.text ?? ''),
        ...(world.onPoint && { onPoint: world.onPoint }),
      };
      return hosted !== null && path === database ? hosted.run(run, guarded) : runGuarded(path, run, guarded);
    },
  };
}

function hostedIn(database: string, { hosted }: DatabaseOptions, world: OperationWorld): HostedPlace | null {
  if (hosted === undefined) return null;
  if (world.hosted === undefined) throw new Error('a database at Cloudflare needs a folder for its copies');
  return hostedPlace(hosted, database, world.hosted);
}

/** Climbs no step twice, and none that is not asked for. */
function climber(migrations: readonly Migration[], open: () => Promise<Engine>): OperationContext['schemas'] {
  let climbed = -1;
  let schemas: readonly SchemaSnapshot[] = [];
  return async (count) => {
    if (count > climbed) ({ schemas } = await ladderSchemas(migrations.slice(0, count), open));
    climbed = Math.max(count, climbed);
    return schemas;
  };
}

function opened(path: string, busyTimeoutMs: number): Promise<SourceDatabase> {
  return openSource(path, { busyTimeoutMs, mayBeEmpty: true });
}

/**
 * Lets SQLite take back what a killed process left half done in a database: those who only read cannot. Throws `UserError`
 * as opening it for writing does.
 */
export async function recover(database: string, { wait = DEFAULT_WAIT, hosted }: DatabaseOptions): Promise<void> {
  if (hosted !== undefined) return;
  const busyTimeoutMs = 1000 * wait;
  try {
    await (await opened(database, busyTimeoutMs)).close();
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'database-needs-recovery')) throw error;
    openWritable(database, { busyTimeoutMs, functions: {} }).db.close();
  }
}
