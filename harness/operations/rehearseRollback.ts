import { compareSchemas } from '../inspect/schemaDifference.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { WorkingCopy } from '../model/realDatabase.ts';
import type { Migration, Script } from '../model/script.ts';
import { type LocatedFault, proveSame } from '../rehearsal/identity/proveSame.ts';
import { differencesInWords, realDifferences } from '../rehearsal/standing/drift.ts';
import { withoutTables } from '../rehearsal/standing/withoutTables.ts';
import { scriptFailure, withoutRollback } from './failures.ts';
import { runnableOf } from './runnable.ts';

/**
 * Takes steps back on a copy, applies them again, and answers with what is not there any more then, one sentence each:
 * what is lost when the real database is taken back. `steps` begins with the last one. Throws `UserError` where a script
 * does not run.
 */
export async function lossesOf(
  steps: readonly Migration[],
  copy: WorkingCopy,
  ledgerTables: readonly string[],
): Promise<readonly string[]> {
  const before = withoutTables(await readSchema(copy), ledgerTables);
  for (const step of steps) {
    if (step.rollback === null) throw withoutRollback(step);
    await runOn(copy, step.rollback);
  }
  for (const { forward } of steps.toReversed()) await runOn(copy, forward);
  const now = withoutTables(await readSchema(copy), ledgerTables);
  const schema = realDifferences(compareSchemas(before, now));
  const { faults } = await proveSame(copy, before, now);
  return [
    ...(schema.length === 0 ? [] : [`when the steps are applied again, ${differencesInWords(schema)}`]),
    ...faults.filter(({ severity }) => severity === 'error').map(lossText),
  ];
}

async function runOn(copy: WorkingCopy, script: Script): Promise<void> {
  const runnable = runnableOf(script);
  // What runs outside of a transaction changes neither schema nor rows.
  if (runnable.outside) return;
  const { failure } = await copy.apply(runnable.statements, { foreignKeys: runnable.foreignKeys });
  if (failure === null) return;
  const { statement, code, message } = failure;
  throw scriptFailure(runnable, { code: 'sql-failed', statement, message: `${message} (${code})` });
}

const SHOWN = 5;

function lossText({ table, column, kind, count, of, keys }: LocatedFault): string {
  const named = keys.slice(0, SHOWN).join(', ');
  const rows = keys.length === 0 ? '' : ` (${named}${count > SHOWN ? ', …' : ''})`;
  if (kind === 'rows lost') return `${count} of ${of} rows of table ${table}${rows}`;
  if (column !== null) return `${count} of ${of} values of column ${table}.${column}${rows}`;
  return `table ${table}: ${kind}${rows}`;
}
