import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { conclude } from '../operations/conclude.ts';
import { operationContext, recover } from './operationContext.ts';
import type { DatabaseOptions } from './operationOptions.ts';
import { operationReport } from './operationReport.ts';
import type { OperationWorld } from './operationWorld.ts';

/** A statement that did not end in time. */
export interface HungStatement {
  readonly text: string;
  readonly seconds: number;
}

/** Reports how a database stands after a run on it was ended at its deadline. Throws `UserError`. */
export async function aftermathOf(
  command: string,
  database: string,
  options: DatabaseOptions,
  hung: HungStatement,
  world: OperationWorld,
): Promise<Report> {
  const started = world.now();
  const context = await operationContext(database, options, world);
  await recover(database, options);
  const nothing = { dryRun: false, backup: null, results: new Map(), notes: [] };
  const { operation } = await conclude(context, nothing, null);
  const pending = new Set(operation.steps.filter(({ standing }) => standing === 'pending').map(({ id }) => id));
  const applying = context.migrations.filter(({ id }) => pending.has(id) === (command === 'apply'));
  const error = outOfTime(hung, [...applying, ...context.migrations]);
  return operationReport(command, context, { operation, error }, world.now() - started);
}

function outOfTime({ text, seconds }: HungStatement, migrations: readonly Migration[]): UserError {
  const places = migrations
    .flatMap(({ forward, rollback }) => [forward, rollback])
    .flatMap((script) => (script?.statements ?? []).map((statement) => ({ script, statement })));
  const found = places.find(({ statement }) => statement.text === text);
  const file = found?.statement.path ?? found?.script?.path ?? null;
  return new UserError('deadline-exceeded', `${file ?? 'a statement'} did not end within ${seconds} s`, {
    why: `It was running: ${text}\nThe step was taken back: the database is as it was before it.`,
    fix: 'Give it more time with --timeout SECONDS; stepproof rehearse measures how much it takes.',
    location:
      file === null || found === undefined
        ? null
        : { file, line: found.statement.line, column: found.statement.column },
  });
}
