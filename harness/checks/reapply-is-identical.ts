import { dataFaults } from '../inspect/dataFaults.ts';
import { compareSchemas } from '../inspect/schemaDifference.ts';
import type { Check, CheckOutcome } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { State, Step } from '../model/step.ts';
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
    if (!exact) return skip('the rollback did not restore what was there before, so the second run starts elsewhere');
    const again = await step.reapplied();
    if (again === null) return skip(ROLLBACK_FAILED);
    if (again.state === null) return tried(1, [cannotReapply(step, again.failure.statement, again.failure.message)]);
    return compareRuns(step, step.forward.state, again.state);
  },
};

function cannotReapply(step: Step, statement: number | null, message: string): Finding {
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
  const location = locate(step.migration.forward);
  const schema = compareSchemas(await first.schema(), await second.schema())
    .filter((difference) => difference.class !== 'text-only')
    .map(
      ({ object, aspect, before, after }): Finding => ({
        severity: 'error',
        object,
        message: `${object} differs in ${aspect} when the migration is applied again after its rollback`,
        why: 'Two databases with the same history of migrations end with different schemas.',
        fix: 'Make the rollback take back everything that the migration does.',
        location,
        data: { aspect, before, after },
      }),
    );
  const rows = dataFaults(await first.data(), await second.data())
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ table, column, kind, count: affected, of }): Finding => ({
        severity: 'warning',
        object: column === null ? `table ${table}` : `column ${table}.${column}`,
        message: `table ${table} holds other rows when the migration is applied again: ${kind}, ${affected} of ${of}`,
        why: 'The migration writes values that depend on the moment (a clock, random numbers) or on what the rollback left.',
        fix: 'Compute the values from the rows themselves.',
        location,
        data: { kind, rows: affected, of },
      }),
    );
  return tried(2, [...schema, ...rows]);
}
