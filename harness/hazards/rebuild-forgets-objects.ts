import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { namesOf } from '../sql/named.ts';
import { at } from './parts/at.ts';
import { droppedTables } from './parts/dropped.ts';
import { isSame } from './parts/words.ts';

/** https://sqlite.org/lang_droptable.html: all indices and triggers associated with the table are also deleted. */
export const rebuildForgetsObjects: Hazard = {
  id: 'rebuild-forgets-objects',
  summary: 'A table that is built anew has none of its indexes and triggers until the script creates them again.',

  look(context): readonly Finding[] {
    const { script, statements, ground } = context;
    const start = statements[0]?.before;
    const end = statements.at(-1)?.after;
    if (start === undefined || end === undefined) return [];
    const rebuilt = droppedTables(context).filter(
      ({ table, isRebuilt }) => isRebuilt && start.tables.has(table.name.toLowerCase()),
    );
    if (rebuilt.length === 0) return [];
    const { dropped } = namesOf(script.statements);
    return rebuilt.flatMap(({ met, table }) => {
      const indexes = [...start.indexes].filter(
        ([name, index]) =>
          isSame(index.table, table.name) &&
          ground.indexes.has(name) &&
          !end.indexes.has(name) &&
          !dropped.index.has(name),
      );
      const triggers = [...start.triggers].filter(
        ([name, trigger]) =>
          isSame(trigger.table ?? '', table.name) &&
          ground.triggers.has(name) &&
          !end.triggers.has(name) &&
          !dropped.trigger.has(name),
      );
      const gone = [
        ...indexes.map(([, { name }]) => `index ${name}`),
        ...triggers.map(([, { name }]) => `trigger ${name}`),
      ];
      return gone.map((object) => ({
        severity: 'error',
        object,
        message: `${object} goes down with table ${table.name} and is not created again`,
        why: 'DROP TABLE drops the indexes and triggers of the table as well, and gives no word of it.',
        fix: `Create it again behind the rows, or drop it by name if it is not wanted any more.`,
        location: at(script, met.statement),
        data: { table: table.name },
      }));
    });
  },
};
