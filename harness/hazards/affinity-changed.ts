import { affinityOf } from '../inspect/affinity.ts';
import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenColumn, WrittenTable } from '../model/written.ts';
import { columnOf } from './parts/added.ts';
import { at } from './parts/at.ts';
import { changedTables } from './parts/changed.ts';
import { holdsText } from './parts/textTypes.ts';

/** https://sqlite.org/datatype3.html#type_affinity: what is written is converted, without an error. */
export const affinityChanged: Hazard = {
  id: 'affinity-changed',
  summary: 'A column gets a type that converts the values it holds.',

  look(context): readonly Finding[] {
    return changedTables(context).flatMap(({ old, now, statement }) =>
      now.columns.flatMap((column): readonly Finding[] => {
        const was = columnOf(old, column.name);
        if (was === undefined || !converts(was, old, column, now)) return [];
        return [
          {
            severity: 'warning',
            object: `column ${now.name}.${column.name}`,
            message: `column ${now.name}.${column.name} was ${was.type || 'without a type'} and is ${column.type}`,
            why: `${column.type} converts what is copied into it: ${example(column.type, now.strict)}. The old values cannot be had back from it.`,
            fix: `Keep the type ${was.type || 'left out'}; or prove that no value changes, and declare the step with -- stepproof: ignore affinity-changed "reason"`,
            location: at(context.script, statement),
            data: { before: was.type, after: column.type },
          },
        ];
      }),
    );
  },
};

function converts(was: WrittenColumn, old: WrittenTable, is: WrittenColumn, now: WrittenTable): boolean {
  const before = exact(affinityOf(was.type, old.strict));
  const after = exact(affinityOf(is.type, now.strict));
  // Columns without affinity take everything as it comes.
  if (before === after || after === 'BLOB' || after === 'ANY' || is.generated) return false;
  // From a type that is meant for text and is numeric to TEXT is a repair, and the way there a hazard of its own.
  const [from, to] = [holdsText(was.type), holdsText(is.type)];
  return !(before === 'TEXT' && to) && !(from && after === 'TEXT');
}

/** INTEGER and NUMERIC store the same values (https://sqlite.org/datatype3.html#type_affinity). */
function exact(affinity: string): string {
  return affinity === 'INTEGER' ? 'NUMERIC' : affinity;
}

function example(type: string, strict: boolean): string {
  switch (affinityOf(type, strict)) {
    case 'TEXT':
      return "7 becomes '7'";
    case 'REAL':
      return '7 becomes 7.0';
    default:
      return "'007' becomes 7, and '1e3' becomes 1000";
  }
}
