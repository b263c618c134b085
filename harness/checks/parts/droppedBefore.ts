import type { SchemaObject } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import { mentions } from '../../sql/mentions.ts';

/** Whether a script drops an object, by name or with what it stands on, above one of its statements. */
export function isDroppedBefore(
  { name, table }: SchemaObject,
  statement: Statement,
  runnable: readonly Statement[],
): boolean {
  const above = runnable.slice(0, runnable.indexOf(statement));
  return above.some(({ text }) => /^\s*drop\b/i.test(text) && (mentions(text, name) || mentions(text, table)));
}
