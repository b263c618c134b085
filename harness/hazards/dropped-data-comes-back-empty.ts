import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { Statement } from '../model/script.ts';
import { readAlterTable } from '../sql/alterTable.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { columnOf } from './parts/added.ts';
import { at } from './parts/at.ts';
import { actionsOf } from './parts/bodies.ts';
import { isSame, names, refersTo } from './parts/words.ts';

/** What a step dropped is gone: a rollback makes its place again and not its data. */
export const droppedDataComesBackEmpty: Hazard = {
  id: 'dropped-data-comes-back-empty',
  summary: 'A rollback brings back a table or a column that the step dropped, with nothing in it.',

  look(context): readonly Finding[] {
    const { direction, script, statements, migration } = context;
    const isDeclared = migration.forward.directives.some(({ kind }) => kind === 'irreversible');
    if (direction === 'forward' || isDeclared) return [];
    return statements.flatMap(({ statement }) => {
      const object = tableBack(statement, context) ?? columnBack(statement, context);
      if (object === null) return [];
      return [
        {
          severity: 'error' as const,
          object,
          message: `${object} comes back without its data`,
          why: 'The step dropped it with everything in it, and nothing in the rollback fills it again.',
          fix: 'Have the step keep the data (in a table of its own, say) and the rollback copy it back; or say that it is lost: -- stepproof: irreversible "reason"',
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

/** A table that a statement creates anew and that no statement fills. */
function tableBack(statement: Statement, { ground, statements }: HazardContext): string | null {
  const tokens = tokensOf(statement);
  const header = readCreateHeader(tokens);
  if (header?.kind !== 'table' || keyword(tokens[header.next]) === 'as') return null;
  const key = header.name.toLowerCase();
  const isBack = ground.tables.has(key) && statements[0]?.before.tables.has(key) === false;
  const { name } = header;
  return isBack && !statements.some((met) => fills(met.statement, name)) ? `table ${name}` : null;
}

/** A column that a statement adds again and that no statement fills. */
function columnBack(statement: Statement, { ground, statements }: HazardContext): string | null {
  const alteration = readAlterTable(tokensOf(statement));
  if (alteration?.kind !== 'add column') return null;
  const { table, column } = alteration;
  const key = table.toLowerCase();
  const was = columnOf(ground.tables.get(key), column);
  const isThere = columnOf(statements[0]?.before.tables.get(key), column) !== undefined;
  if (was === undefined || was.generated || isThere) return null;
  const isFilled = statements.some((met) => fills(met.statement, table) && names(tokensOf(met.statement), column));
  return isFilled ? null : `column ${table}.${column}`;
}

/** Whether a statement, or a trigger that it makes, writes rows of a table. */
function fills(statement: Statement, table: string): boolean {
  return actionsOf(statement).some((action) => {
    const words = action.map(keyword);
    const writes =
      words.includes('insert') || words.includes('replace') || words[0] === 'update' || words[0] === 'with';
    const alteration = readAlterTable(action);
    const takesOver = alteration?.kind === 'rename table' && isSame(alteration.to, table);
    return takesOver || (writes && refersTo(action, table));
  });
}
