import { dataFaults } from '../inspect/dataFaults.ts';
import { compareSchemas } from '../inspect/schemaDifference.ts';
import type { Check, CheckOutcome } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaDifference } from '../model/schema.ts';
import type { State, Step, StepScripts } from '../model/step.ts';
import { FORWARD_FAILED, failedStatement, locate, NO_ROLLBACK, ROLLBACK_FAILED, skip, tried } from './parts/outcome.ts';

/** The migration can be applied again after its rollback, with the same result. */
export const reapplyIsIdentical: Check = {
  id: 'reapply-is-identical',
  summary: 'Forward after the rollback gives the same schema and the same rows as the first time.',

  async run({ step }) {
    if (step.forward.state === null) return skip(FORWARD_FAILED);
    const restored = await step.restored();
    if (restored === null) return skip(NO_ROLLBACK);
    if (restored.state === null) return skip(ROLLBACK_FAILED);
    const restoration = await step.restoration();
    const exact =
      restoration?.schema.every((difference) => difference.class !== 'wrong') &&
      restoration.data.every(({ severity }) => severity !== 'error');
    if (!exact) return skip(STARTS_ELSEWHERE);
    const again = await step.reapplied();
    if (again === null) return skip(ROLLBACK_FAILED);
    if (again.state === null) return tried(1, [cannotReapply(step, again.failure.statement, again.failure.message)]);
    return compareRuns(step, step.forward.state, again.state);
  },
};

/** Why the second run tells nothing. */
export const STARTS_ELSEWHERE =
  'the rollback did not restore what was there before, so the second run starts elsewhere';

/** The finding for a migration that does not run a second time. */
export function cannotReapply(step: StepScripts, statement: number | null, message: string): Finding {
  const { forward } = step.migration;
  return {
    severity: 'error',
    object: `step ${step.migration.id}`,
    message: `the migration does not apply a second time: ${message}`,
    why: 'After a rollback the next release applies it again, and is stuck.',
    fix: 'Look for something that the rollback leaves behind and the migration trips over.',
    location: locate(forward, failedStatement(step.forwardFacts.runnable, statement)),
    data: {},
  };
}

async function compareRuns(step: Step, first: State, second: State): Promise<CheckOutcome> {
  const schema = otherSchemaFindings(compareSchemas(await first.schema(), await second.schema()), step);
  const rows = dataFaults(await first.data(), await second.data())
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ table, column, kind, count: affected, of }): Finding => ({
        ...otherRowsFinding(table, step),
        object: column === null ? `table ${table}` : `column ${table}.${column}`,
        message: `table ${table} holds other rows when the migration is applied again: ${kind}, ${affected} of ${of}`,
        data: { kind, rows: affected, of },
      }),
    );
  return tried(2, [...schema, ...rows]);
}

/** The findings for a schema that is another one the second time. */
export function otherSchemaFindings(
  differences: readonly SchemaDifference[],
  { migration }: StepScripts,
): readonly Finding[] {
  return differences
    .filter((difference) => difference.class !== 'text-only')
    .map(({ object, aspect, before, after }) => ({
      severity: 'error',
      object,
      message: `${object} differs in ${aspect} when the migration is applied again after its rollback`,
      why: 'Two databases with the same history of migrations end with different schemas.',
      fix: 'Make the rollback take back everything that the migration does.',
      location: locate(migration.forward),
      data: { aspect, before, after },
    }));
}

/** The finding for a table that holds other rows the second time. */
export function otherRowsFinding(table: string, { migration }: StepScripts): Finding {
  return {
    severity: 'warning',
    object: `table ${table}`,
    message: `table ${table} holds other rows when the migration is applied again`,
    why: 'The migration writes values that depend on the moment (a clock, random numbers) or on what the rollback left.',
    fix: 'Compute the values from the rows themselves.',
    location: locate(migration.forward),
    data: {},
  };
}
