import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { addedColumns } from './parts/added.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_altertable.html#altertabaddcol */
export const uniqueColumnAdded: Hazard = {
  id: 'unique-column-added',
  summary: 'A column cannot be added with UNIQUE or PRIMARY KEY.',

  look(context): readonly Finding[] {
    return addedColumns(context)
      .filter(({ column }) => column.unique || column.primaryKey)
      .map(({ met, table, column }) => ({
        severity: 'error',
        object: `column ${table}.${column.name}`,
        message: `ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.unique ? 'UNIQUE' : 'PRIMARY KEY'} is refused, with rows or without`,
        why: 'ALTER TABLE adds no index to a table, and both constraints need one.',
        fix: column.unique
          ? `Add the column without it, then: CREATE UNIQUE INDEX ${table}_${column.name} ON ${table} (${column.name});`
          : 'A primary key is given when the table is built: build the table anew.',
        location: at(context.script, met.statement),
        data: { table },
      }));
  },
};
