import type { HazardContext } from '../../model/hazard.ts';
import { ownTransaction } from '../../sql/ownTransaction.ts';
import { pragmaOf } from '../../sql/statementKind.ts';

const OFF = /^(?:0|off|no|false)$/i;

/** Whether foreign keys are kept while a script runs: unless they are switched off where that has an effect. */
export function keepsForeignKeys({ script }: HazardContext): boolean {
  if (script.directives.some(({ kind }) => kind === 'foreign-keys-off')) return false;
  if (script.transaction === 'runner') return true;
  const begin = ownTransaction(script.statements)?.begin.start ?? Number.POSITIVE_INFINITY;
  return !script.statements.some(({ text, start }) => start < begin && isSwitchedOff(text));
}

/** Whether a statement is PRAGMA foreign_keys = OFF, in whatever spelling. */
export function isSwitchedOff(text: string): boolean {
  const pragma = pragmaOf(text);
  return pragma?.name === 'foreign_keys' && pragma.value !== null && OFF.test(pragma.value);
}
