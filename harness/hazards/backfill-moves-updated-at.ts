import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenProgram } from '../model/written.ts';
import { assignedColumns } from '../sql/assignments.ts';
import { keyword } from '../sql/keyword.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import { findKeyword } from '../sql/selectArms.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { readWith } from '../sql/withClause.ts';
import { at } from './parts/at.ts';
import { actionsOf, bodyStart } from './parts/bodies.ts';
import { isSame } from './parts/words.ts';

const MOMENT = /^(?:updated|modified|changed|last_?(?:updated|modified|changed))_?(?:at|on|time|date)?$/i;

/** https://sqlite.org/lang_createtrigger.html: a trigger fires for the statements of a migration too. */
export const backfillMovesUpdatedAt: Hazard = {
  id: 'backfill-moves-updated-at',
  summary: 'An UPDATE fires a trigger that sets the time of the last change for each row it touches.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement, before }) => {
      const update = readUpdate(tokensOf(statement));
      if (update === null || update.columns.some((column) => MOMENT.test(column))) return [];
      return [...before.triggers.values()]
        .filter((trigger) => isSame(trigger.table ?? '', update.table) && firesOn(trigger, update.columns))
        .flatMap((trigger) => {
          const moved = actionsOf(trigger)
            .map(readUpdate)
            .find((action) => isSame(action?.table ?? '', update.table))
            ?.columns.find((column) => MOMENT.test(column));
          if (moved === undefined) return [];
          return [
            {
              severity: 'warning' as const,
              object: `table ${update.table}`,
              message: `UPDATE ${update.table} fires trigger ${trigger.name}, which sets ${moved} of every row`,
              why: 'What was last changed years ago looks as if it had been changed by this release, and no rollback knows the old times.',
              fix: `Drop trigger ${trigger.name} in front of the UPDATE and create it again behind it.`,
              location: at(script, statement),
              data: { trigger: trigger.name, column: moved },
            },
          ];
        });
    });
  },
};

function readUpdate(tokens: readonly Token[]) {
  const { rest } = readWith(tokens);
  if (keyword(rest[0]) !== 'update') return null;
  const named = qualifiedName(rest, keyword(rest[1]) === 'or' ? 3 : 1);
  if (!named) return null;
  const set = findKeyword(rest, named.next, ['set']);
  return { table: named.name, columns: assignedColumns(rest.slice(set + 1)) };
}

/** AFTER or BEFORE UPDATE, where it names columns of one of these. */
function firesOn(trigger: WrittenProgram, columns: readonly string[]): boolean {
  const tokens = tokensOf(trigger);
  const head = tokens.slice(0, bodyStart(tokens));
  const update = head.findIndex((token) => keyword(token) === 'update');
  if (update === -1 || head.some((token) => keyword(token) === 'instead')) return false;
  if (keyword(head[update + 1]) !== 'of') return true;
  const listed = head.slice(update + 2, findKeyword(head, update, ['on']));
  return listed.some(({ value }) => columns.some((column) => isSame(column, value)));
}
