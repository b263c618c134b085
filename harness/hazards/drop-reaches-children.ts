import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { keyword } from '../sql/keyword.ts';
import { pragmaOf } from '../sql/statementKind.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { type Child, childrenOf, type DroppedTable, droppedTables } from './parts/dropped.ts';
import { keepsForeignKeys } from './parts/enforcement.ts';
import { isSame } from './parts/words.ts';

/** DROP TABLE deletes the rows first, which starts the children's actions (https://sqlite.org/lang_droptable.html). */
export const dropReachesChildren: Hazard = {
  id: 'drop-reaches-children',
  summary: 'DROP TABLE deletes or changes the rows of the tables that refer to the dropped one.',

  look(context): readonly Finding[] {
    if (!keepsForeignKeys(context)) return [];
    const end = context.statements.at(-1)?.after;
    return droppedTables(context).flatMap((dropped) =>
      childrenOf(dropped.met.before, dropped.table.name)
        .filter(({ table }) => end?.tables.has(table.name.toLowerCase()) === true)
        .filter((child) => isReached(child, dropped, context))
        .map((child) => reached(child, dropped, context)),
    );
  },
};

function isReached({ table, key }: Child, { met }: DroppedTable, context: HazardContext): boolean {
  const event = key.onDelete === 'CASCADE' ? 'delete' : key.onDelete.startsWith('SET') ? 'update' : null;
  if (event === null) return false;
  return !isGuarded(met.before, table.name, event) && !isEmptied(table.name, met.statement.start, context);
}

/** A trigger on the child that answers RAISE(IGNORE) keeps its rows. */
function isGuarded({ triggers }: WrittenSchema, child: string, event: 'delete' | 'update'): boolean {
  return [...triggers.values()].some((trigger) => {
    const words = tokensOf(trigger).map(keyword);
    const isBefore = words.some((word, index) => word === 'before' && words[index + 1] === event);
    return isSame(trigger.table ?? '', child) && isBefore && words.includes('ignore');
  });
}

/** The rows were set aside by the script itself. */
function isEmptied(child: string, before: number, { statements }: HazardContext): boolean {
  return statements.some(({ statement }) => {
    const [first, second, name, more] = tokensOf(statement);
    const isWhole =
      keyword(first) === 'delete' && keyword(second) === 'from' && (more === undefined || more.text === ';');
    return isWhole && statement.start < before && isSame(name?.value ?? '', child);
  });
}

function reached({ table, key }: Child, dropped: DroppedTable, { script, statements }: HazardContext): Finding {
  const { met, table: parent } = dropped;
  const what = key.onDelete === 'CASCADE' ? 'deletes the rows of' : 'changes the key of the rows of';
  const defers = statements.some(({ statement }) => pragmaOf(statement.text)?.name === 'defer_foreign_keys');
  return {
    severity: 'error',
    object: `table ${table.name}`,
    message: `DROP TABLE ${parent.name} ${what} ${table.name}, which refers to it ON DELETE ${key.onDelete}`,
    why: `SQLite deletes the rows of a table before it drops it, and that starts the actions of the tables that refer to it. No error is given, and foreign_key_check is clean afterwards.${defers ? ' PRAGMA defer_foreign_keys puts off checks, not actions.' : ''}`,
    fix: `Guard ${table.name} with a trigger that answers RAISE(IGNORE) while ${parent.name} is built anew under its own name: stepproof explain rows-survive`,
    location: at(script, met.statement),
    data: { parent: parent.name, action: key.onDelete },
  };
}
