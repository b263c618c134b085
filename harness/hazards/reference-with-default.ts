import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { addedColumns } from './parts/added.ts';
import { at } from './parts/at.ts';
import { keepsForeignKeys } from './parts/enforcement.ts';

/** https://sqlite.org/lang_altertable.html#altertabaddcol */
export const referenceWithDefault: Hazard = {
  id: 'reference-with-default',
  summary: 'A column that is added with REFERENCES must default to NULL while foreign keys are on.',

  look(context): readonly Finding[] {
    if (!keepsForeignKeys(context)) return [];
    return addedColumns(context)
      .filter(({ column, foreignKeys, isOld }) => isOld && foreignKeys.length > 0 && !isNull(column.default))
      .map(({ met, table, column }) => ({
        severity: 'error',
        object: `column ${table}.${column.name}`,
        message: `ALTER TABLE ${table} ADD COLUMN ${column.name} REFERENCES … DEFAULT ${column.default ?? ''} is refused where the table has a row`,
        why: 'Every row that is there would refer to a parent at once, and SQLite does not look whether there is one.',
        fix: `Leave out the default and fill the column by UPDATE.`,
        location: at(context.script, met.statement),
        data: { table },
      }));
  },
};

function isNull(value: string | null): boolean {
  return value === null || /^null$/i.test(value);
}
