import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { readAlterTable } from '../sql/alterTable.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { childrenOf } from './parts/dropped.ts';
import { keepsForeignKeys } from './parts/enforcement.ts';

/** https://sqlite.org/lang_altertable.html#altertabrename: references in other tables follow the name. */
export const renameOldFirst: Hazard = {
  id: 'rename-old-first',
  summary: 'A table that is renamed away to be built anew takes the references of other tables with it.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    const end = statements.at(-1)?.after;
    return statements.flatMap(({ statement, after }) => {
      const alteration = readAlterTable(tokensOf(statement));
      if (alteration?.kind !== 'rename table') return [];
      const name = alteration.table.toLowerCase();
      // It is built anew where the name is taken again by the end of the script.
      if (end === undefined || !end.tables.has(name) || after.tables.has(name)) return [];
      // Children that are built anew themselves have the references that they are written with.
      const [child] = childrenOf(end, alteration.to);
      if (child === undefined) return [];
      const gone = !end.tables.has(alteration.to.toLowerCase());
      return [
        {
          severity: 'error',
          object: `table ${child.table.name}`,
          message: `table ${child.table.name} refers to ${alteration.to} after ALTER TABLE ${alteration.table} RENAME TO ${alteration.to}`,
          why: `The references follow the old table under its new name${gone ? ', and when that is dropped every write to the child fails' : ''}.${keepsForeignKeys(context) ? ' PRAGMA legacy_alter_table does not prevent it while foreign keys are kept.' : ''}`,
          fix: `Copy the rows aside, drop ${alteration.table} behind guards and create it again under its own name: stepproof explain rows-survive`,
          location: at(script, statement),
          data: { from: alteration.table, to: alteration.to },
        },
      ];
    });
  },
};
