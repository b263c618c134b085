import { compareSchemas } from '../../inspect/schemaDifference.ts';
import type { CheckOutcome } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Sight } from '../../model/observation.ts';
import type { SchemaDifference } from '../../model/schema.ts';
import type { Script, Statement } from '../../model/script.ts';
import { statementAbout } from '../../sql/mentions.ts';
import type { Meeting } from './meeting.ts';
import { locate, tried } from './outcome.ts';

/** Whether a step and its rollback lead to the same schema on both engines; every object is a case. */
export function agreedSchemas({ step, there, here }: Meeting): CheckOutcome {
  const { migration, forwardFacts, rollbackFacts } = step;
  const known = differences(there.before, here.before);
  const after = news(known, differences(there.after.sight, here.after.sight));
  const restored = news([...known, ...after], differences(there.restored.sight, here.restored.sight));
  const object = (script: Script, statements: readonly Statement[]) => (difference: SchemaDifference) =>
    finding(difference, there.called, here.called, script, statements);
  return tried(objectsIn(there.after.sight) + objectsIn(there.restored.sight), [
    ...after.map(object(migration.forward, forwardFacts.runnable)),
    ...restored.map(object(migration.rollback ?? migration.forward, rollbackFacts?.runnable ?? [])),
  ]);
}

function differences(there: Sight | null, here: Sight | null): readonly SchemaDifference[] {
  if (there === null || here === null) return [];
  return compareSchemas(there.schema, here.schema).filter((difference) => difference.class !== 'text-only');
}

/** A difference is the finding of the step that makes it. */
function news(known: readonly SchemaDifference[], now: readonly SchemaDifference[]): readonly SchemaDifference[] {
  return now.filter(({ object, aspect }) => !known.some((old) => old.object === object && old.aspect === aspect));
}

function objectsIn(sight: Sight | null): number {
  if (sight === null) return 0;
  const { tables, indexes, views, triggers } = sight.schema;
  return tables.length + indexes.length + views.length + triggers.length;
}

function finding(
  { object, aspect, before, after }: SchemaDifference,
  there: string,
  here: string,
  script: Script,
  statements: readonly Statement[],
): Finding {
  const name = object.split(/[ .]/).at(-1) ?? object;
  return {
    severity: 'error',
    object,
    message: `${object} is not the same on both engines: ${there} has ${shown(before)}, ${here} has ${shown(after)}`,
    why: 'The same migrations lead to two different schemas, and only one of them is the one that was tested.',
    fix: 'Write the definition out, so that there is nothing for the engine to decide: columns with their types in place of CREATE TABLE … AS SELECT, text in single quotes, names in double ones.',
    location: locate(script, statementAbout(statements, name)),
    data: { aspect, engines: [there, here], found: [before, after] },
  };
}

function shown(text: string | null): string {
  return text ?? 'none';
}
