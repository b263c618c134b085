import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { droppedTables } from './parts/dropped.ts';
import { programsOf } from './parts/programs.ts';
import { isSame, refersTo } from './parts/words.ts';

/** A view is compiled when it is used, not when its table is dropped (https://sqlite.org/lang_createview.html). */
export const danglingViewOrTrigger: Hazard = {
  id: 'dangling-view-or-trigger',
  summary: 'A view or trigger stays behind that reads or writes a table which is dropped.',

  look(context): readonly Finding[] {
    const end = context.statements.at(-1)?.after;
    if (end === undefined) return [];
    return droppedTables(context)
      .filter(({ isRebuilt, table }) => !isRebuilt && !end.views.has(table.name.toLowerCase()))
      .flatMap(({ met, table }) =>
        programsOf(end)
          .filter(({ program }) => refersTo(tokensOf(program), table.name) && !isSame(program.table ?? '', table.name))
          .map(({ object }) => ({
            severity: 'error',
            object,
            message: `${object} refers to ${table.name}, which is dropped`,
            why: 'Nothing fails now. The next use of it does, and so does the next RENAME of any other table.',
            fix: `Drop ${object} in the same script, or create it anew without ${table.name}.`,
            location: at(context.script, met.statement),
            data: { table: table.name },
          })),
      );
  },
};
