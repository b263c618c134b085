import { betterSqlite3Version } from '../engines/version.ts';
import type { Report } from '../model/report.ts';
import { driftIn } from '../operations/drift.ts';
import { type ExpectedSchema, healthFindings, healthOf } from '../operations/health.ts';
import { readStanding } from '../operations/standing.ts';
import { driftFindings } from '../operations/statusFindings.ts';
import { openNamed } from './openNamed.ts';
import { operationContext } from './operationContext.ts';
import { type DatabaseOptions, DEFAULT_WAIT } from './operationOptions.ts';
import type { OperationWorld } from './operationWorld.ts';
import { reportOf } from './report.ts';

/**
 * Examines a user's database: its file, its foreign keys, its sizes, and where a folder is named its schema. Nothing is
 * written. Throws `UserError`.
 */
export async function databaseHealth(
  database: string,
  options: DatabaseOptions,
  world: OperationWorld,
): Promise<Report> {
  const started = world.now();
  const context = options.dir === undefined ? null : await operationContext(database, options, world);
  const { hosted, wait = DEFAULT_WAIT } = options;
  const source = await openNamed({ database, hosted }, { busyTimeoutMs: 1000 * wait });
  try {
    const standing = context && (await readStanding(source, context));
    const schemas = (await context?.schemas(standing?.applied.length ?? 0)) ?? [];
    const drift = standing && (await driftIn(source, standing, schemas));
    const expected: ExpectedSchema | null = standing && {
      schema: drift === null ? null : (schemas[standing.applied.length] ?? null),
      ledgerTables: standing.ledger?.tables ?? [],
    };
    const health = await healthOf(source, expected);
    return reportOf({
      command: 'health',
      layout: context?.layout ?? 'none',
      engines: [betterSqlite3Version()],
      seed: 0,
      durationMs: world.now() - started,
      steps: [],
      findings: [...healthFindings(health), ...driftFindings(drift ?? [])],
      errors: [],
      health,
    });
  } finally {
    await source.close();
  }
}
