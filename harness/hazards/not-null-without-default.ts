import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { addedColumns } from './parts/added.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_altertable.html#altertabaddcol */
export const notNullWithoutDefault: Hazard = {
  id: 'not-null-without-default',
  summary: 'A column that is added NOT NULL needs a default that is not NULL, as soon as the table has a row.',

  look(context): readonly Finding[] {
    return addedColumns(context)
      .filter(({ column, isOld }) => isOld && column.notNull && !column.generated && isNothing(column.default))
      .map(({ met, table, column }) => ({
        severity: 'error',
        object: `column ${table}.${column.name}`,
        message: `ALTER TABLE ${table} ADD COLUMN ${column.name} NOT NULL fails where the table has a row`,
        why: 'The rows that are there would hold NULL. On an empty database the statement goes through.',
        fix: `Give it a default: ${column.name} ${column.type} NOT NULL DEFAULT …`,
        location: at(context.script, met.statement),
        data: { table },
      }));
  },
};

function isNothing(value: string | null): boolean {
  return value === null || /^null$/i.test(value);
}
