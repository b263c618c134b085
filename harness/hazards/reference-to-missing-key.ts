import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenForeignKey, WrittenSchema, WrittenTable } from '../model/written.ts';
import { at } from './parts/at.ts';
import { keyFor, type MissingParent, missingParent, targetOf } from './parts/parentKey.ts';
import { isSame } from './parts/words.ts';

/** https://sqlite.org/foreignkeys.html#fk_indexes: what a foreign key refers to is looked for when rows are written. */
export const referenceToMissingKey: Hazard = {
  id: 'reference-to-missing-key',
  summary: 'A foreign key refers to a table or column that is not there, or to columns that are no key.',

  look({ script, statements }): readonly Finding[] {
    const start = statements[0]?.before;
    const end = statements.at(-1)?.after;
    if (start === undefined || end === undefined || start.tables === end.tables) return [];
    const isChanged = (name: string): boolean =>
      start.tables.get(name.toLowerCase()) !== end.tables.get(name.toLowerCase());
    return [...end.tables.values()].flatMap((child) =>
      child.foreignKeys.flatMap((key): readonly Finding[] => {
        if (!isChanged(child.name) && !isChanged(key.parent)) return [];
        const missing = missingParent(end, key);
        if (missing === null || isKnown(child, key, missing, start)) return [];
        // The last statement that changed the child's own text or took the parent away.
        const met = statements.findLast(({ before, after }) => {
          const name = child.name.toLowerCase();
          const parent = key.parent.toLowerCase();
          return (
            before.tables.get(name) !== after.tables.get(name) || before.tables.get(parent) !== after.tables.get(parent)
          );
        });
        return met === undefined ? [] : [{ ...wording(child, key, missing), location: at(script, met.statement) }];
      }),
    );
  },
};

/** It was so before, or another hazard tells how it came: a lost unique index, a rename that took the reference along. */
function isKnown(
  { name }: WrittenTable,
  key: WrittenForeignKey,
  missing: MissingParent,
  start: WrittenSchema,
): boolean {
  const old = start.tables
    .get(name.toLowerCase())
    ?.foreignKeys.find((one) => one.columns.join() === key.columns.join());
  if (old === undefined) return false;
  if (!isSame(old.parent, key.parent)) return start.tables.has(old.parent.toLowerCase());
  const before = missingParent(start, old);
  return before !== null || missing === 'key';
}

function wording(child: WrittenTable, key: WrittenForeignKey, missing: MissingParent): Omit<Finding, 'location'> {
  const lacks = {
    table: `there is no table ${key.parent}`,
    column: `${key.parent} has no such column`,
    key: 'no PRIMARY KEY or unique index is made of exactly these columns',
  };
  return {
    severity: 'error',
    object: `table ${child.name}`,
    message: `table ${child.name} refers to ${targetOf(key)}, and ${lacks[missing]}`,
    why: 'SQLite accepts it and fails when a row is written or deleted, with "no such table" or "foreign key mismatch".',
    fix:
      missing === 'key'
        ? `Make it a key: ${keyFor(key)}`
        : 'Correct the name, or create in the same script what it names.',
    data: { parent: key.parent, missing },
  };
}
