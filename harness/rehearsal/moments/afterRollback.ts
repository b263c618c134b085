import { foldName } from '../../inspect/foldName.ts';
import { compareSchemas } from '../../inspect/schemaDifference.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import { proveSame } from '../identity/proveSame.ts';
import type { AfterRollback } from '../observed.ts';
import { type Stage, schemaOf } from '../stage.ts';
import { damageIn } from './damage.ts';
import { keyState } from './keyState.ts';

/** Looks at the database right after a rollback, and proves it the same as before the step. */
export async function lookAfterRollback(stage: Stage, before: SchemaSnapshot): Promise<AfterRollback> {
  const schema = await schemaOf(stage);
  const identity = await proveSame(stage.copy, before, schema);
  const same = new Set(
    identity.tables.filter(({ shownBy }) => shownBy === 'pages').map(({ table }) => foldName(table)),
  );
  const touched = new Set(schema.tables.map(({ name }) => foldName(name)).filter((name) => !same.has(name)));
  return {
    schema,
    differences: compareSchemas(before, schema),
    identity,
    keys: await keyState(stage, before, schema, touched),
    damage: await damageIn(stage, schema, touched),
  };
}

/** Whether everything is as it was before the step, but for how it is written. */
export function isRestored({ differences, identity }: AfterRollback): boolean {
  return (
    differences.every((difference) => difference.class !== 'wrong') &&
    identity.faults.every(({ severity }) => severity !== 'error')
  );
}
