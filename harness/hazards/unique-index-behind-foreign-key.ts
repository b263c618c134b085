import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { at } from './parts/at.ts';
import { keyFor, missingParent, targetOf } from './parts/parentKey.ts';

/** https://sqlite.org/foreignkeys.html#fk_indexes */
export const uniqueIndexBehindForeignKey: Hazard = {
  id: 'unique-index-behind-foreign-key',
  summary: 'A foreign key loses the unique index that it needs at its parent.',

  look({ script, statements }): readonly Finding[] {
    const start = statements[0]?.before;
    const end = statements.at(-1)?.after;
    if (start === undefined || end === undefined) return [];
    if (start.tables === end.tables && start.indexes === end.indexes) return [];
    // Nothing is lost where the parent and every unique index of it are what they were.
    const touched = new Set([
      ...[...start.tables].filter(([key, table]) => end.tables.get(key) !== table).map(([key]) => key),
      ...[...start.indexes]
        .filter(([key, index]) => index.unique && end.indexes.get(key) !== index)
        .map(([, { table }]) => table.toLowerCase()),
    ]);
    if (touched.size === 0) return [];
    return [...end.tables.values()].flatMap((child) =>
      child.foreignKeys
        .filter((key) => touched.has(key.parent.toLowerCase()) && missingParent(end, key) === 'key')
        .flatMap((key) => {
          const met = statements.findLast(
            ({ before, after }) => missingParent(before, key) === null && missingParent(after, key) === 'key',
          );
          const isOwn = met?.before.tables.get(child.name.toLowerCase()) === undefined;
          if (met === undefined || isOwn) return [];
          return [
            {
              severity: 'error' as const,
              object: `table ${child.name}`,
              message: `table ${child.name} refers to ${targetOf(key)}, and nothing keeps that unique any more`,
              why: 'SQLite accepts it and answers "foreign key mismatch" to every INSERT into the child, every DELETE from the parent, and to foreign_key_check itself.',
              fix: `Keep it unique over all rows: ${keyFor(key)}`,
              location: at(script, met.statement),
              data: { parent: key.parent },
            },
          ];
        }),
    );
  },
};
